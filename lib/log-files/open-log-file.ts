// One log file, read from a place in its content, packed or not. The file is held open: whoever renames it meanwhile
// changes nothing.

import type { Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { LogFile } from './list-log-files';

const CHUNK = 512 * 1024;

function isSame({ ino, size, mtimeMs }: Stats, file: LogFile): boolean {
  return ino === file.inode && (file.isLive || (size === file.size && mtimeMs === file.mtimeMs));
}

export class OpenLogFile {
  readonly file: LogFile;
  readonly #handle: FileHandle;

  private constructor(file: LogFile, handle: FileHandle) {
    this.file = file;
    this.#handle = handle;
  }

  /**
   * Null where the path leads to another file by now, or to none: also where a rotated file is not as it was listed, since
   * a new file may have the number (inode) of one that was just removed. Throws what else the system says.
   */
  static async open(file: LogFile): Promise<OpenLogFile | null> {
    try {
      const handle = await open(file.path, 'r');
      if (isSame(await handle.stat(), file)) return new OpenLogFile(file, handle);
      await handle.close();
      return null;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  /** The first bytes of the content; fewer where there are no more. */
  async head(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let got = 0;
    for await (const chunk of this.chunks(0, length)) {
      parts.push(chunk);
      got += chunk.length;
      if (got >= length) break;
    }
    return Buffer.concat(parts).subarray(0, length);
  }

  /** The content from `offset` on, up to its end now. Throws where a packed file is broken or not yet complete. */
  async *chunks(offset: number, size = CHUNK): AsyncGenerator<Buffer> {
    yield* this.file.isPacked ? this.#unpacked(offset) : this.#plain(offset, size);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async *#plain(offset: number, size: number): AsyncGenerator<Buffer> {
    for (let at = offset; ;) {
      const { bytesRead, buffer } = await this.#handle.read(Buffer.allocUnsafe(size), 0, size, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  async *#unpacked(offset: number): AsyncGenerator<Buffer> {
    const unpacker = createGunzip({ chunkSize: CHUNK });
    const packed = Readable.from(this.#plain(0, CHUNK));
    packed.on('error', (error) => unpacker.destroy(error));
    packed.pipe(unpacker);
    let at = 0;
    try {
      for await (const chunk of unpacker as AsyncIterable<Buffer>) {
        const start = Math.max(0, offset - at);
        at += chunk.length;
        if (start < chunk.length) yield chunk.subarray(start);
      }
    } finally {
      packed.unpipe(unpacker);
      packed.destroy();
      unpacker.destroy();
    }
  }
}

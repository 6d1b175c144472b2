// The last lines of a log, for a look at it.

import { open } from 'node:fs/promises';

const MOST_BYTES = 256 * 1024;

/** The last whole lines of the file, at most `count`, and when it was last written to. Throws what the system says. */
export async function readTail(path: string, count: number): Promise<{ lines: Buffer; mtimeMs: number }> {
  const handle = await open(path, 'r');
  try {
    const { size, mtimeMs } = await handle.stat();
    const from = Math.max(0, size - MOST_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    return { lines: lastLines(buffer.subarray(0, bytesRead), count, from > 0), mtimeMs };
  } finally {
    await handle.close();
  }
}

function lastLines(bytes: Buffer, count: number, isCut: boolean): Buffer {
  const end = bytes.lastIndexOf(0x0a) + 1;
  let start = end;
  for (let lines = 0; lines < count && start > 0; lines += 1) {
    const before = start < 2 ? -1 : bytes.lastIndexOf(0x0a, start - 2);
    // What begins before the bytes that were read is no whole line.
    if (before < 0 && isCut) break;
    start = before + 1;
  }
  return bytes.subarray(start, end);
}

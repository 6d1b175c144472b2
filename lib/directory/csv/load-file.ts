// A CSV on this server. A file that somebody is just writing is refused: half a directory is none.

import { open } from 'node:fs/promises';
import { DirectoryFault } from '../types';

/** A million lines of two hundred characters. */
const FILE_BYTES = 256 * 1024 * 1024;

const CODES: Record<string, string> = {
  ENOENT: 'file-missing',
  ENOTDIR: 'file-missing',
  EACCES: 'file-denied',
  EPERM: 'file-denied',
  EISDIR: 'not-a-file',
};

/** Its bytes. Throws `DirectoryFault`: `file-missing`, `file-denied`, `not-a-file`, `file-too-large`, `file-changing`. */
export async function loadCsvFile(path: string): Promise<Buffer> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    const code = CODES[error.code ?? ''];
    throw code === undefined ? error : new DirectoryFault(code, { path });
  });
  try {
    const before = await file.stat();
    if (!before.isFile()) throw new DirectoryFault('not-a-file', { path });
    if (before.size > FILE_BYTES) throw new DirectoryFault('file-too-large', { path, bytes: before.size });
    const bytes = await file.readFile();
    const after = await file.stat();
    if (after.mtimeMs !== before.mtimeMs || after.size !== before.size || bytes.length !== before.size)
      throw new DirectoryFault('file-changing', { path });
    return bytes;
  } finally {
    await file.close();
  }
}

// A socket file outlives a server that was killed, and the next one cannot listen there. It is taken away only where
// nobody answers behind it.

import { lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';

/** Removes a dead socket file. Leaves whatever else is there: listening then fails with `EADDRINUSE`. */
export async function freeSocketFile(path: string): Promise<void> {
  const found = await lstat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (found?.isSocket() === true && !(await isAnswered(path))) await unlink(path);
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

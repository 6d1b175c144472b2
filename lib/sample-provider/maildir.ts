// Puts mails into a Maildir, as a delivery agent does: written in tmp, dated, then renamed into new.
// Promise: a reader never sees half a mail; the file's time is the moment of receipt. Nothing is synced to disk:
// sample mail can be written again.
// Source: maildir(5).

import { closeSync, existsSync, futimesSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { MaildirMessage } from './types';

/** Makes the Maildir where it is missing; an existing one is left as it is. File system errors are thrown. */
export function createMaildir(dir: string): void {
  for (const folder of ['tmp', 'new', 'cur']) makeFolder(resolve(dir, folder));
}

/** Step by step: mkdir with `recursive` never ends where the system answers ENOENT for an existing parent (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/** The unique part of the file name: the same message of the same seed has the same one. */
export function maildirName(message: Pick<MaildirMessage, 'id' | 'receivedAt'>, seed: number): string {
  return `${Math.floor(message.receivedAt.getTime() / 1000)}.S${seed}_${message.id}.mx1`;
}

/**
 * Writes the messages into `dir`, which it creates where missing. Returns how many it wrote.
 * `onProgress` is told the count after every thousand. File system errors are thrown.
 */
export function writeMaildir(
  dir: string,
  messages: Iterable<MaildirMessage>,
  seed: number,
  onProgress?: (written: number) => void,
): number {
  createMaildir(dir);
  let written = 0;
  for (const message of messages) {
    const name = maildirName(message, seed);
    const path = join(dir, 'tmp', name);
    const file = openSync(path, 'w', 0o600);
    try {
      for (let at = 0; at < message.raw.length;) at += writeSync(file, message.raw, at);
      futimesSync(file, message.receivedAt, message.receivedAt);
    } finally {
      closeSync(file);
    }
    renameSync(path, join(dir, 'new', name));
    written += 1;
    if (written % 1000 === 0) onProgress?.(written);
  }
  return written;
}

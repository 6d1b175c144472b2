// The mail log as files that grow: each call adds what has happened since the last line.
// Promise: a start that was cut off, or a day without one, leaves no line out and writes none twice.

import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { Provider } from '../provider';
import { type LogName, momentOf } from './log-line';
import { logBegins, mailLog } from './mail-log';

export interface MailLogFiles {
  postfix: string;
  exim: string;
}

const NAMES: readonly LogName[] = ['postfix', 'exim'];
/** More than the longest line of ours. */
const TAIL = 16 * 1024;

/** The files in a folder. */
export function mailLogFiles(folder: string): MailLogFiles {
  return { postfix: join(resolve(folder), 'mail.log'), exim: join(resolve(folder), 'web1-mainlog') };
}

/** Brings the log in `folder` up to `to`, from its beginning where there is none yet. File system errors are thrown. */
export function continueMailLog(folder: string, provider: Provider, anchor: Date, to: Date): void {
  const files = mailLogFiles(folder);
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  const begun = logBegins(anchor).getTime();
  const last = { postfix: lastMoment(files.postfix) ?? begun, exim: lastMoment(files.exim) ?? begun };
  const lines = mailLog(provider, anchor, new Date(Math.min(last.postfix, last.exim)), to);
  for (const name of NAMES) {
    const own = lines.filter(({ log, at }) => log === name && at > last[name]);
    appendFileSync(files[name], own.map(({ text }) => `${text}\n`).join(''), { mode: 0o600 });
  }
}

/** The moment of the last whole line; what a killed writer left of another one is cut off. Null where there is none. */
function lastMoment(path: string): number | null {
  if (!existsSync(path)) return null;
  const file = openSync(path, 'r+');
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(TAIL, size));
    const read = readSync(file, tail, 0, tail.length, size - tail.length);
    const end = tail.subarray(0, read).lastIndexOf(0x0a) + 1;
    if (end < read) ftruncateSync(file, size - read + end);
    const line = tail.toString('utf8', 0, end).trimEnd().split('\n').at(-1) ?? '';
    return momentOf(line);
  } finally {
    closeSync(file);
  }
}

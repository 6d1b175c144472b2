// Delivers mail into a Maildir as a mail server does: written to tmp, moved to new, under a name that sorts by time.

import { chownSync, mkdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

let serial = 0;

/** Writes one mail and returns its unique name. Files belong to the owner of the Maildir's parent folder. */
export function deliver(maildir: string, source: string | Buffer, receivedAt = new Date()): string {
  const { uid, gid } = statSync(join(maildir, '..'));
  const isRoot = process.getuid?.() === 0;
  const own = (path: string): void => {
    if (isRoot) chownSync(path, uid, gid);
  };
  for (const dir of ['', 'tmp', 'new', 'cur']) {
    if (mkdirSync(join(maildir, dir), { recursive: true, mode: 0o700 }) !== undefined)
      own(join(maildir, dir));
  }
  own(maildir);
  serial += 1;
  const seconds = Math.floor(receivedAt.getTime() / 1000);
  const name = `${seconds}.M${String(serial).padStart(8, '0')}P${process.pid}.example`;
  writeFileSync(join(maildir, 'tmp', name), source);
  own(join(maildir, 'tmp', name));
  utimesSync(join(maildir, 'tmp', name), receivedAt, receivedAt);
  renameSync(join(maildir, 'tmp', name), join(maildir, 'new', name));
  return name;
}

/** A small mail that differs from every other `number`. */
export function sampleMail(number: number | string, body = ''): string {
  return [
    'From: reporter@example.net',
    'To: complaints@example.com',
    `Subject: Complaint ${number}`,
    `Message-ID: <${number}@example.net>`,
    'Date: Sat, 21 Nov 2026 10:00:00 +0000',
    '',
    `This is complaint number ${number}. ${body}`,
    '',
  ].join('\r\n');
}

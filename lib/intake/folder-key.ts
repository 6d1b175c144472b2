// Under which key a folder's mails are known. UIDVALIDITY and UID name a mail only within one folder of one server
// (RFC 9051 §2.3.1.1), and two folders made in the same second share both. A mailbox that is pointed elsewhere (another
// server, user, folder or path) must not take new mails for ones it has stored: those would be moved unread. Pure.

import { createHash } from 'node:crypto';
import type { FolderKey, PolledMailbox } from './types';

type Place = Pick<PolledMailbox, 'id' | 'kind' | 'host' | 'username' | 'folder' | 'path'>;

/** UIDVALIDITY has 32 bits; the place's number stands above them, and both together fit a safe integer. */
const VALIDITIES = 2 ** 32;

/** A number of 20 bits for where the mailbox points: a mailbox sees a handful of places in its life. */
export function placeOf({ kind, host, username, folder, path }: Place): number {
  const parts = kind === 'maildir' ? [kind, path] : [kind, host, username, folder];
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUIntBE(0, 3) >>> 4;
}

/** The key of the polled folder in this generation of its UIDs. */
export function folderKey(mailbox: Place, uidValidity: number): FolderKey {
  return { mailboxId: mailbox.id, uidValidity: placeOf(mailbox) * VALIDITIES + uidValidity };
}

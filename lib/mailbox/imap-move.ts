// Moving by UID, with an exact answer which mails moved and where they lie now. A refusal of the server is an error
// with its sentence; a target folder that is missing is made once.

import type { ImapConnection } from './imap-client';
import { formatLocation, parseLocation } from './location';
import { MailboxError, type MovedMail } from './types';
import { toUidSets } from './uid-set';

/** Moves `uids` of the folder that `connection` has open; answers for those that were there. */
export async function moveUids(
  connection: ImapConnection,
  uids: readonly string[],
  folder: string,
): Promise<MovedMail[]> {
  const moved: MovedMail[] = [];
  for (const set of toUidSets(uids)) {
    // A session learns of new mail between commands only; without this, fresh UIDs would not be there to move.
    await connection.sync();
    const answer = await moveInto(connection, set, folder);
    const uidMap = answer.uidMap;
    if (uidMap !== undefined) {
      const uidValidity = answer.uidValidity === undefined ? null : Number(answer.uidValidity);
      for (const [from, to] of uidMap) {
        moved.push({ uid: String(from), location: formatLocation({ folder, uidValidity, uid: String(to) }) });
      }
    }
  }
  return moved.length > 0 || uids.length === 0 ? moved : movedByAbsence(connection, uids, folder);
}

async function moveInto(connection: ImapConnection, set: string, folder: string) {
  const move = () =>
    connection.ask(() => connection.flow.messageMove(set, folder, { uid: true }), 'move-refused');
  try {
    return await move();
  } catch (error) {
    if (!(error instanceof MailboxError) || error.code !== 'folder-missing') throw error;
    await connection.ask(() => connection.flow.mailboxCreate(folder), 'folder-refused');
    return await move();
  }
}

/** A server without UIDPLUS does not say what it moved: what was listed and is no longer there, was. */
async function movedByAbsence(
  connection: ImapConnection,
  uids: readonly string[],
  folder: string,
): Promise<MovedMail[]> {
  if (connection.flow.capabilities.has('UIDPLUS')) return [];
  const left = new Set<string>();
  for (const set of toUidSets(uids)) {
    const found = await connection.ask(
      () => connection.flow.search({ uid: set }, { uid: true }),
      'server-refused',
    );
    for (const uid of found) left.add(String(uid));
  }
  return uids.filter((uid) => !left.has(uid)).map((uid) => ({ uid, location: folder }));
}

/** Moves mails from `processed` to `quarantine`; locations of another UIDVALIDITY or without a UID stay as they are. */
export async function setAsideUids(
  connection: ImapConnection,
  locations: readonly string[],
  processed: string,
  quarantine: string,
): Promise<Map<string, string>> {
  const opened = await connection.ask(() => connection.flow.mailboxOpen(processed), 'folder-missing');
  const byUid = new Map<string, string>();
  for (const text of locations) {
    const { uid, uidValidity } = parseLocation(text);
    if (uid !== null && uidValidity === Number(opened.uidValidity)) byUid.set(uid, text);
  }
  const moved = await moveUids(connection, [...byUid.keys()], quarantine);
  return new Map(moved.map(({ uid, location }) => [byUid.get(uid) ?? '', location]));
}

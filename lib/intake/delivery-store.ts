// Reads and writes around `delivery`: what of a folder is stored already, what still has to be moved, where it went.
// Set-based, and driven by what the server lists, so that it is true whatever a worker remembers or forgot to record.

import type { Sql } from '@/lib/db/sql';
import { STAYS } from './store';
import type { FolderKey, ListedMail } from './types';

/** UIDs looked up with one statement. */
const LOOKUP_UIDS = 10_000;

/** What we know of each of `uids`, in their order. */
export async function lookUpDeliveries(
  sql: Sql,
  folder: FolderKey,
  uids: readonly string[],
): Promise<ListedMail[]> {
  const listed: ListedMail[] = [];
  for (let start = 0; start < uids.length; start += LOOKUP_UIDS) {
    const rows = await sql<ListedMail[]>`
      SELECT t.uid, CASE
          WHEN d.id IS NULL THEN 'unknown'
          WHEN d.moved_to = ${STAYS} THEN 'stays'
          WHEN m.state = 'quarantined' THEN 'to-quarantine'
          ELSE 'to-processed' END AS work
      FROM unnest(${uids.slice(start, start + LOOKUP_UIDS)}::text[]) WITH ORDINALITY AS t(uid, position)
      LEFT JOIN delivery d
        ON d.mailbox_id = ${folder.mailboxId} AND d.uid_validity = ${folder.uidValidity} AND d.uid = t.uid
      LEFT JOIN raw_message m ON m.id = d.raw_message_id
      ORDER BY t.position`;
    for (const row of rows) listed.push(row);
  }
  return listed;
}

/** Records where mails were moved to. */
export async function markMoved(
  sql: Sql,
  folder: FolderKey,
  moved: readonly { uid: string; location: string }[],
): Promise<void> {
  if (moved.length === 0) return;
  await sql`
    UPDATE delivery d SET moved_at = now(), moved_to = t.location
    FROM unnest(${moved.map((mail) => mail.uid)}::text[], ${moved.map((mail) => mail.location)}::text[]) AS t(uid, location)
    WHERE d.mailbox_id = ${folder.mailboxId} AND d.uid_validity = ${folder.uidValidity} AND d.uid = t.uid`;
}

/**
 * Closes the rows of mails that left the folder without our record: moved by a worker that died before it could say
 * so, or by another client; and all rows of an earlier UIDVALIDITY, whose UIDs point nowhere. `present` is the whole
 * folder as listed now. Returns how many rows it closed; their `moved_to` stays null: left, whereto unknown.
 */
export async function closeAbsent(sql: Sql, folder: FolderKey, present: readonly string[]): Promise<number> {
  const rows = await sql<{ id: number; uid: string; isCurrent: boolean }[]>`
    SELECT id, uid, uid_validity = ${folder.uidValidity} AS "isCurrent" FROM delivery
    WHERE mailbox_id = ${folder.mailboxId} AND moved_at IS NULL AND moved_to IS NULL`;
  if (rows.length === 0) return 0;
  const inFolder = new Set(present);
  const gone = rows.filter((row) => !row.isCurrent || !inFolder.has(row.uid)).map((row) => row.id);
  if (gone.length === 0) return 0;
  const result = await sql`
    UPDATE delivery SET moved_at = now() WHERE id = ANY (${gone}::bigint[]) AND moved_at IS NULL`;
  return result.count;
}

/** A mailbox by where it points now: what lies at a place it pointed to before is out of its reach. */
export interface MailboxPlace {
  id: number;
  /** As `placeOf` gives it. */
  place: number;
  processedFolder: string;
}

/** Mails that the parser quarantined after they were moved: delivery and location, newest first, up to `limit`. */
export async function listToSetAside(
  sql: Sql,
  { id, place, processedFolder }: MailboxPlace,
  limit: number,
): Promise<{ id: number; location: string }[]> {
  return sql<{ id: number; location: string }[]>`
    SELECT d.id, d.moved_to AS location
    FROM raw_message m JOIN delivery d ON d.raw_message_id = m.id
    WHERE m.state = 'quarantined' AND d.mailbox_id = ${id} AND d.moved_at IS NOT NULL AND d.uid_validity >> 32 = ${place}::bigint
      AND starts_with(d.moved_to, ${`${processedFolder};`})
    ORDER BY m.id DESC LIMIT ${limit}`;
}

/** Records the new places of mails set aside; null where a mail is no longer where we left it. */
export async function recordSetAside(
  sql: Sql,
  moves: readonly { id: number; location: string | null }[],
): Promise<void> {
  if (moves.length === 0) return;
  await sql`
    UPDATE delivery d SET moved_to = t.location
    FROM unnest(${moves.map((move) => move.id)}::bigint[], ${moves.map((move) => move.location)}::text[]) AS t(id, location)
    WHERE d.id = t.id`;
}

/** Where the mails of the latest `limit` deliveries of a mailbox lie, as far as it was recorded. */
export async function listRecentLocations(
  sql: Sql,
  { id, place }: Omit<MailboxPlace, 'processedFolder'>,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ location: string }[]>`
    SELECT moved_to AS location FROM delivery
    WHERE mailbox_id = ${id} AND moved_at IS NOT NULL AND moved_to IS NOT NULL AND uid_validity >> 32 = ${place}::bigint
    ORDER BY id DESC LIMIT ${limit}`;
  return rows.map((row) => row.location);
}

/**
 * Records where mails lie whose move was not recorded; `hash` is the SHA-256 in hex. Returns the hashes that are
 * stored, whether or not their location was missing.
 */
export async function recordFoundLocations(
  sql: Sql,
  mailboxId: number,
  found: readonly { hash: string; location: string }[],
): Promise<Set<string>> {
  const rows = await sql<{ hash: string }[]>`
    WITH found AS (
      SELECT m.id, t.hash, t.location
      FROM unnest(${found.map((mail) => mail.hash)}::text[], ${found.map((mail) => mail.location)}::text[]) AS t(hash, location)
      JOIN raw_message m ON m.sha256 = decode(t.hash, 'hex')
    ), recorded AS (
      UPDATE delivery d SET moved_at = coalesce(d.moved_at, now()), moved_to = found.location
      FROM found WHERE d.raw_message_id = found.id AND d.mailbox_id = ${mailboxId} AND d.moved_to IS NULL
    )
    SELECT DISTINCT hash FROM found`;
  return new Set(rows.map((row) => row.hash));
}

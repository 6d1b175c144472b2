// Rows of the ways in that are not polled: mail is handed over by LMTP, HTTP or upload. Each way has one `mailbox` row
// for each role, made at its first mail, so that lists, filters and deliveries know it like any other place mail comes from.

import type { Sql } from '@/lib/db/sql';
import type { MailboxRole } from '@/lib/replies/types';
import type { PushWay } from './types';

const NAMES: Record<PushWay, string> = { lmtp: 'LMTP', http: 'HTTP', upload: 'Upload' };

/** Names tried where an administrator's mailbox has the first one already: `LMTP`, `LMTP 2` … */
const NAME_ROUNDS = 100;

/** The id of the way's row for mail of this role. Two processes that ask at once get the same one. */
export async function openWayIn(sql: Sql, way: PushWay, role: MailboxRole = 'complaints'): Promise<number> {
  for (let round = 1; round <= NAME_ROUNDS; round += 1) {
    const named = role === 'complaints' ? NAMES[way] : `${NAMES[way]} ${role}`;
    const name = round === 1 ? named : `${named} ${round}`;
    const [found] = await sql<{ id: number }[]>`
      SELECT id FROM mailbox WHERE kind = ${way}::mailbox_kind AND role = ${role} AND origin = 'built-in'`;
    if (found !== undefined) return found.id;
    const [made] = await sql<{ id: number }[]>`
      INSERT INTO mailbox (name, kind, role, origin, idle)
      VALUES (${name}, ${way}::mailbox_kind, ${role}, 'built-in', false)
      ON CONFLICT DO NOTHING RETURNING id`;
    if (made !== undefined) return made.id;
  }
  throw new Error(`no name is left for the way in "${way}"`);
}

/** Notes that mail came this way; at most once in a few seconds, so that a flood is not a flood of updates. */
export async function noteWayUsed(sql: Sql, mailboxId: number): Promise<void> {
  await sql`
    UPDATE mailbox SET last_mail_at = now(), last_proved_at = now()
    WHERE id = ${mailboxId} AND (last_mail_at IS NULL OR last_mail_at < now() - interval '5 seconds')`;
}

/** Ids of stored mails by the SHA-256 of their bytes, hexadecimal. */
export async function findMessageIds(sql: Sql, hashes: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ id: number; hash: string }[]>`
    SELECT m.id, t.hash FROM unnest(${[...hashes]}::text[]) AS t(hash)
    JOIN raw_message m ON m.sha256 = decode(t.hash, 'hex')`;
  return new Map(rows.map((row) => [row.hash, row.id]));
}

// What screens and workers read of mail that belongs to no case.

import { sql, type Sql, type Tx } from '@/lib/db/sql';
import type { MailPurpose, RelatedTo, SentMail } from './types';

const columns = `o.id, o.purpose, o.to_address AS "to", o.subject, o.state,
  CASE WHEN o.related_kind IS NOT NULL THEN json_build_object('kind', o.related_kind, 'id', o.related_id) END AS "relatedTo",
  o.attempts, o.due_at AS "dueAt", o.response, o.accepted_at AS "acceptedAt", o.created_at AS "createdAt"`;

/** The mail without its bytes; null where there is none. */
export async function findMail(db: Sql | Tx, id: number): Promise<SentMail | null> {
  const [row] = await db.unsafe<SentMail[]>(
    `SELECT ${columns} FROM outgoing_mail o WHERE o.id = $1::bigint`,
    [id],
  );
  return row ?? null;
}

/** The same for screens. */
export function getMail(id: number): Promise<SentMail | null> {
  return findMail(sql(), id);
}

/** Its bytes; null where they are gone. */
export async function findMailBytes(id: number): Promise<Buffer | null> {
  const [row] = await sql()<{ mime: Buffer | null }[]>`SELECT mime FROM outgoing_mail WHERE id = ${id}`;
  return row?.mime ?? null;
}

/** The mail whose token this is. */
export async function mailOfToken(tx: Tx, token: string): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`SELECT id FROM outgoing_mail WHERE reply_token = ${token}`;
  return row?.id ?? null;
}

/** The newest mail among those with these Message-IDs. */
export async function mailOfMessageIds(tx: Tx, ids: readonly string[]): Promise<number | null> {
  if (ids.length === 0) return null;
  const [row] = await tx<{ id: number }[]>`
    SELECT id FROM outgoing_mail WHERE message_id = ANY(${ids as string[]}::text[]) ORDER BY id DESC LIMIT 1`;
  return row?.id ?? null;
}

export interface MailFilter {
  purpose: MailPurpose | null;
  relatedTo: RelatedTo | null;
  /** Only what needs a person: failed, bounced, unclear. */
  isTrouble: boolean;
}

/** One page, newest first; `before`: the last id of the page before. */
export async function listMails(
  { purpose, relatedTo, isTrouble }: MailFilter,
  before: number | null,
  limit: number,
): Promise<SentMail[]> {
  const wanted: [condition: string, value: string | number | null][] = [
    ['o.id < ?::bigint', before],
    ['o.purpose = ?::text', purpose],
    ['o.related_kind = ?::text', relatedTo?.kind ?? null],
    ['o.related_id = ?::bigint', relatedTo?.id ?? null],
  ];
  const used = wanted.filter(([, value]) => value !== null);
  const conditions = used.map(([condition], i) => condition.replace('?', `$${i + 2}`));
  if (isTrouble) conditions.push(`o.state IN ('failed', 'ambiguous', 'bounced')`);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = await sql().unsafe<SentMail[]>(
    `SELECT ${columns} FROM outgoing_mail o ${where} ORDER BY o.id DESC LIMIT $1::int`,
    [limit, ...used.map(([, value]) => value as string | number)],
  );
  return [...rows];
}

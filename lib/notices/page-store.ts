// Pages of customers: written with the notice that bears the token, found by its hash, taken back by a person.

import type { CaseState } from '@/lib/cases/types';
import type { Sql, Tx } from '@/lib/db/sql';
import type { NoticeKind, NoticeLanguage } from './types';

export async function insertPage(
  tx: Tx,
  { caseId, noticeId, tokenHash }: { caseId: number; noticeId: number; tokenHash: Buffer },
  now: Date,
): Promise<void> {
  await tx`
    INSERT INTO customer_page (case_id, notice_id, token_hash, created_at)
    VALUES (${caseId}, ${noticeId}, ${tokenHash}, ${now})`;
}

export interface FoundPage {
  id: number;
  caseId: number;
  caseNumber: string;
  state: CaseState;
  noticeId: number;
  kind: NoticeKind;
  language: NoticeLanguage;
}

/** The page of this hash while its case is open and nobody took it back; null for everything else. */
export async function findPage(db: Sql | Tx, tokenHash: Buffer): Promise<FoundPage | null> {
  const [row] = await db<FoundPage[]>`
    SELECT p.id, p.case_id AS "caseId", c.number AS "caseNumber", c.state, p.notice_id AS "noticeId", n.kind, n.language
    FROM customer_page p JOIN "case" c ON c.id = p.case_id JOIN notice n ON n.id = p.notice_id
    WHERE p.token_hash = ${tokenHash} AND p.revoked_at IS NULL AND c.is_open`;
  return row ?? null;
}

/** Takes all pages of a case back and returns how many there were. */
export async function revokePages(tx: Tx, caseId: number, userId: number, now: Date): Promise<number> {
  const rows = await tx`
    UPDATE customer_page SET revoked_at = ${now}, revoked_by_id = ${userId}
    WHERE case_id = ${caseId} AND revoked_at IS NULL RETURNING 1`;
  return rows.length;
}

/** How many ways into the page of a case stand open. */
export async function countPages(db: Sql | Tx, caseId: number): Promise<number> {
  const [row] = await db<{ count: number }[]>`
    SELECT count(*)::int AS count FROM customer_page WHERE case_id = ${caseId} AND revoked_at IS NULL`;
  return row?.count ?? 0;
}

/** The moments at which something was written on this page, newest first, since `since`; at most 100. */
export async function submissionsOf(db: Sql | Tx, pageId: number, since: Date): Promise<Date[]> {
  const rows = await db<{ at: Date }[]>`
    SELECT received_at AS at FROM reply WHERE customer_page_id = ${pageId} AND received_at > ${since}
    ORDER BY received_at DESC LIMIT 100`;
  return rows.map(({ at }) => at);
}

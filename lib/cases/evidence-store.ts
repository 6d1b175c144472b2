// Which cases' part of the mail log is due to be copied, what of it stands in the complaints, and the copy itself.

import type { AccountKind } from '@/lib/attribution/types';
import type { Sql, Tx } from '@/lib/db/sql';
import type { FirstNamedMail, KeptEvidence } from './evidence/types';

export interface DueCase {
  id: number;
  kind: AccountKind;
  login: string;
  openedAt: Date;
  kept: KeptEvidence | null;
}

/** A case of its first day changes by the minute; later ones are renewed for what is still in the queue. */
const RENEW_YOUNG_MINUTES = 10;
const RENEW_OLD_MINUTES = 120;

/**
 * Cases to copy, those without a copy first: open ones in turn, and closed ones that were closed before anybody came to
 * it (of the last `days`, since older ones are in no log).
 */
export function listDueEvidence(pool: Sql, now: Date, { limit, days }: { limit: number; days: number }) {
  return pool<DueCase[]>`
    SELECT c.id, a.kind, a.login, c.opened_at AS "openedAt", e.body AS kept
    FROM "case" c JOIN account a ON a.id = c.account_id LEFT JOIN case_log_evidence e ON e.case_id = c.id
    WHERE a.kind <> 'connection' AND CASE
      WHEN e.case_id IS NULL THEN c.is_open OR c.opened_at > ${now}::timestamptz - make_interval(days => ${days})
      ELSE c.is_open AND e.taken_at <= ${now}::timestamptz - make_interval(mins =>
        CASE WHEN c.opened_at > ${now}::timestamptz - interval '1 day' THEN ${RENEW_YOUNG_MINUTES}::int
          ELSE ${RENEW_OLD_MINUTES}::int END) END
    ORDER BY e.taken_at NULLS FIRST, c.id DESC LIMIT ${limit}`;
}

/** Of each case the earliest mail that the log confirms to be the account's. Cases without one are left out. */
export async function firstNamedMails(pool: Sql, caseIds: number[]): Promise<Map<number, FirstNamedMail>> {
  if (caseIds.length === 0) return new Map();
  const rows = await pool<
    { caseId: number; at: Date; reportId: number; queueId: string | null; subject: string | null }[]
  >`
    SELECT DISTINCT ON (k.case_id) k.case_id AS "caseId", r.mail_date AS at, r.id AS "reportId", r.queue_id AS "queueId",
      r.subject
    FROM complaint k JOIN attribution t ON t.report_id = k.report_id JOIN report r ON r.id = k.report_id
    WHERE k.case_id = ANY (${caseIds}::int[]) AND t.verdict IN ('sent-by-account', 'sent-by-web-script')
      AND r.mail_date IS NOT NULL
    ORDER BY k.case_id, r.mail_date, r.id`;
  return new Map(rows.map(({ caseId, at, ...named }) => [caseId, { ...named, at: at.getTime() }]));
}

/** Keeps the copies; each replaces the one before. */
export async function saveEvidence(
  tx: Tx,
  copies: readonly { caseId: number; kept: KeptEvidence }[],
  takenAt: Date,
): Promise<void> {
  if (copies.length === 0) return;
  await tx`
    INSERT INTO case_log_evidence (case_id, taken_at, body)
    SELECT e."caseId", ${takenAt}, e.kept
    FROM jsonb_to_recordset(${tx.json(copies as never)}) AS e ("caseId" int, kept jsonb)
    JOIN "case" c ON c.id = e."caseId"
    ON CONFLICT (case_id) DO UPDATE SET taken_at = excluded.taken_at, body = excluded.body`;
}

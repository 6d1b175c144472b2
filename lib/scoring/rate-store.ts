// Measures of the complaint rate: whose complaints count for it, whose domains are asked for, and what is kept.

import type { AccountKind } from '@/lib/attribution/types';
import type { Tx } from '@/lib/db/sql';

/** An account whose rate is due, and the reporters whose complaints count. */
export interface DueRate {
  accountId: number;
  kind: AccountKind;
  login: string;
  /** Complaints that count, by reporter. */
  complaints: { reporterKey: string; count: number }[];
}

/** What may count: receipt and sending within the window, and the policy's trust and attribution. */
export interface RateWindow {
  from: Date;
  to: Date;
  minTrust: number;
  minAttribution: number;
}

/**
 * The mailboxes and sites with complaints in the window whose rate was not measured since their last complaint, or since
 * `staleBefore`; those never measured first. Complaints of mail that the log does not reach yet wait for it.
 */
export function listDueRates(
  tx: Tx,
  { from, to, minTrust, minAttribution }: RateWindow,
  staleBefore: Date,
  limit: number,
): Promise<DueRate[]> {
  return tx<DueRate[]>`
    WITH counted AS (
      SELECT c.account_id, c.reporter_key, count(*)::int AS count, max(c.received_at) AS last_at
      FROM complaint c JOIN report r ON r.id = c.report_id
      WHERE c.received_at > ${from} AND coalesce(r.mail_date, c.received_at) BETWEEN ${from} AND ${to}
        AND c.standing = 'counted' AND c.trust_factor >= ${minTrust} AND c.attribution_factor >= ${minAttribution}
      GROUP BY 1, 2)
    SELECT a.id AS "accountId", a.kind, a.login,
      json_agg(json_build_object('reporterKey', c.reporter_key, 'count', c.count) ORDER BY c.reporter_key) AS complaints
    FROM counted c JOIN account a ON a.id = c.account_id AND a.kind <> 'connection'
    LEFT JOIN account_rate m ON m.account_id = a.id
    GROUP BY a.id, m.measured_at
    HAVING m.measured_at IS NULL OR max(c.last_at) > m.measured_at OR m.measured_at < ${staleBefore}
    ORDER BY m.measured_at NULLS FIRST, a.id LIMIT ${limit}`;
}

/** Domains at which complainants of a reporter had their mailboxes since `since`, the most frequent ones. */
export function listComplainantDomains(
  tx: Tx,
  since: Date,
  mostOfReporter: number,
): Promise<{ reporterKey: string; domains: string[] }[]> {
  return tx<{ reporterKey: string; domains: string[] }[]>`
    SELECT reporter_key AS "reporterKey", (array_agg(domain ORDER BY n DESC, domain))[1:${mostOfReporter}] AS domains
    FROM (
      SELECT reporter_key, split_part(complainant, '@', 2) AS domain, count(*) AS n
      FROM complaint
      WHERE received_at > ${since} AND standing = 'counted' AND complainant LIKE '%_@_%._%' AND attribution_factor > 0
      GROUP BY 1, 2) AS d
    GROUP BY 1`;
}

/** The programs of the active loops, by reporter key. */
export async function listLoopPrograms(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx<{ key: string; program: string }[]>`
    SELECT 'loop:' || id AS key, program FROM feedback_loop WHERE state = 'active'`;
  return new Map(rows.map(({ key, program }) => [key, program]));
}

export interface MeasuredRow {
  accountId: number;
  complaints: number;
  /** Null where no reporter's domains are known. */
  delivered: number | null;
  domains: string[];
}

/** Keeps the measures and returns the accounts whose numbers changed. */
export async function saveRates(
  tx: Tx,
  rows: readonly MeasuredRow[],
  { from, to }: Pick<RateWindow, 'from' | 'to'>,
  now: Date,
): Promise<number[]> {
  if (rows.length === 0) return [];
  const changed = await tx<{ id: number }[]>`
    WITH measured AS (
      SELECT * FROM json_to_recordset(${tx.json(rows as never)}::json) AS m (
        "accountId" int, complaints int, delivered int, domains text[])),
    former AS (SELECT r.* FROM account_rate r JOIN measured m ON r.account_id = m."accountId"),
    saved AS (
      INSERT INTO account_rate (account_id, complaints, delivered, domains, from_at, to_at, measured_at)
      SELECT "accountId", complaints, delivered, domains, ${from}, ${to}, ${now} FROM measured ORDER BY 1
      ON CONFLICT (account_id) DO UPDATE SET complaints = excluded.complaints, delivered = excluded.delivered,
        domains = excluded.domains, from_at = excluded.from_at, to_at = excluded.to_at, measured_at = excluded.measured_at)
    SELECT m."accountId" AS id FROM measured m LEFT JOIN former f ON f.account_id = m."accountId"
    WHERE (f.complaints, f.delivered) IS DISTINCT FROM (m.complaints, m.delivered) ORDER BY 1`;
  return changed.map(({ id }) => id);
}

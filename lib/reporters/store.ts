// Keeps what checking signatures came to, and counts what nothing authenticates.

import type { Sql, Tx } from '@/lib/db/sql';
import type { SignatureCheck, UnauthenticatedCount } from './types';

export interface KeptCheck {
  rawMessageId: number;
  result: SignatureCheck;
  /** When it was first tried. */
  firstAt: Date;
}

/** The kept checks of these mails; those never checked are left out. */
export async function loadSignatureChecks(sql: Sql, rawMessageIds: number[]): Promise<KeptCheck[]> {
  if (rawMessageIds.length === 0) return [];
  return sql<KeptCheck[]>`
    SELECT raw_message_id AS "rawMessageId", result, first_at AS "firstAt"
    FROM signature_check WHERE raw_message_id = ANY(${rawMessageIds}::bigint[])`;
}

/** Keeps the newest check of each mail; the time of the first one stands. */
export async function saveSignatureChecks(
  sql: Sql,
  checks: readonly { rawMessageId: number; result: SignatureCheck; at: Date }[],
): Promise<void> {
  if (checks.length === 0) return;
  const rows = [...checks].sort((a, b) => a.rawMessageId - b.rawMessageId);
  await sql`
    INSERT INTO signature_check (raw_message_id, result, first_at, checked_at)
    SELECT c."rawMessageId", c.result, c.at, c.at
    FROM jsonb_to_recordset(${sql.json(rows as never)}::jsonb) AS c ("rawMessageId" bigint, result jsonb, at timestamptz)
    WHERE EXISTS (SELECT FROM raw_message m WHERE m.id = c."rawMessageId")
    ON CONFLICT (raw_message_id) DO UPDATE SET
      result = excluded.result, checked_at = excluded.checked_at, tries = signature_check.tries + 1`;
}

/** Adds to the counts. Ordered, so that two workers cannot wait for each other in a circle. */
export async function addUnauthenticated(tx: Tx, counts: readonly UnauthenticatedCount[]): Promise<void> {
  if (counts.length === 0) return;
  const order = (count: UnauthenticatedCount): string => `${count.slot.toISOString()} ${count.domain}`;
  const rows = [...counts].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  await tx`
    INSERT INTO unauthenticated_count (slot, domain, reports)
    SELECT c.slot, c.domain, c.reports
    FROM jsonb_to_recordset(${tx.json(rows as never)}::jsonb) AS c (slot timestamptz, domain text, reports int)
    ON CONFLICT (slot, domain) DO UPDATE SET reports = unauthenticated_count.reports + excluded.reports`;
}

/** An hour in which more reports came than allowed; `from` and `to` are its first and last ten minutes. */
export interface FloodedHour {
  from: Date;
  to: Date;
  reports: number;
}

/** The first hour that holds one of these slots where more than `limit` reports fell into it; null where there is none. */
export async function floodedHour(
  tx: Tx,
  slots: readonly Date[],
  limit: number,
): Promise<FloodedHour | null> {
  const [first] = await tx<FloodedHour[]>`
    SELECT e.to - interval '50 minutes' AS "from", e.to, sum(c.reports)::int AS reports
    FROM (
      SELECT DISTINCT s + n * interval '10 minutes' AS "to"
      FROM unnest(${slots.map((slot) => slot.toISOString())}::timestamptz[]) AS s, generate_series(0, 5) AS n) e
    JOIN unauthenticated_count c ON c.domain = '' AND c.slot BETWEEN e.to - interval '50 minutes' AND e.to
    GROUP BY e.to HAVING sum(c.reports) > ${limit} ORDER BY e.to LIMIT 1`;
  return first ?? null;
}

/** Reports since a moment, and the domains they claim most, the most claimed first. */
export async function unauthenticatedSince(
  tx: Tx,
  since: Date,
  domainLimit: number,
): Promise<{ reports: number; domains: string[] }> {
  const rows = await tx<{ domain: string; reports: number }[]>`
    SELECT domain, sum(reports)::int AS reports FROM unauthenticated_count WHERE slot >= ${since}
    GROUP BY domain ORDER BY domain = '' DESC, reports DESC, domain LIMIT ${domainLimit + 1}`;
  const [all, ...domains] = rows;
  return { reports: all?.reports ?? 0, domains: domains.map(({ domain }) => domain) };
}

// Mail exchangers of the recipients' domains that most of our mail goes to, as they were last asked for. Promise: bounded by
// the domains that the counted days hold; an answer is asked for again when it is due, and kept while nobody answers.

import type { Sql, Tx } from '@/lib/db/sql';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Providers move a domain's mail rarely; a domain that has no exchanger today may be set up tomorrow. */
const dueAfter = { found: 14 * DAY, none: 3 * DAY, failed: 6 * HOUR } as const;

/** What somebody said of a domain: its exchangers, `[]` where there is none; null where nobody answered. */
export interface MxAnswer {
  domain: string;
  hosts: readonly string[] | null;
}

/**
 * The domains with most mail since `from` (`2026-11-22`) that nobody has asked for, or whose time has come; at most `limit` of
 * the `among` largest. `known` are those of which no exchanger is needed.
 */
export async function listDueDomains(
  db: Sql | Tx,
  asked: { from: string; known: readonly string[]; among: number; limit: number },
  now: Date,
): Promise<string[]> {
  const rows = await db<{ domain: string }[]>`
    WITH top AS (
      SELECT domain, sum(delivered) AS delivered FROM recipient_domain_day
      WHERE day >= ${asked.from}::date AND domain <> ALL (${[...asked.known]}::text[])
      GROUP BY domain ORDER BY 2 DESC, 1 LIMIT ${asked.among})
    SELECT t.domain FROM top t LEFT JOIN recipient_mx m ON m.domain = t.domain
    WHERE m.domain IS NULL OR m.due_at <= ${now}
    ORDER BY t.delivered DESC, t.domain LIMIT ${asked.limit}`;
  return rows.map(({ domain }) => domain);
}

/** Writes what was answered. Where nobody answered, what was known before stays. */
export async function saveMx(tx: Tx, answers: readonly MxAnswer[], now: Date): Promise<void> {
  const rows = answers.map(({ domain, hosts }) => ({
    domain,
    hosts: hosts ?? [],
    failed: hosts === null,
    due: new Date(now.getTime() + dueAfter[hosts === null ? 'failed' : hosts.length > 0 ? 'found' : 'none']),
  }));
  await tx`
    INSERT INTO recipient_mx AS m (domain, hosts, asked_at, due_at, is_failed)
    SELECT a.domain, ARRAY(SELECT jsonb_array_elements_text(a.hosts)), ${now}, a.due, a.failed
    FROM jsonb_to_recordset(${tx.json(rows as never)}::jsonb) AS a (domain text, hosts jsonb, due timestamptz, failed boolean)
    ON CONFLICT (domain) DO UPDATE SET asked_at = excluded.asked_at, due_at = excluded.due_at,
      is_failed = excluded.is_failed, hosts = CASE WHEN excluded.is_failed THEN m.hosts ELSE excluded.hosts END`;
}

/** Domains to which no counted day has mail. */
export async function forgetMx(db: Sql | Tx): Promise<void> {
  await db`
    DELETE FROM recipient_mx m
    WHERE NOT EXISTS (SELECT FROM recipient_domain_day d WHERE d.domain = m.domain)`;
}

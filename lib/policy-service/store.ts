// The policy service's part of the database: the restrictions as one snapshot, and the leases.

import type { Sql } from '@/lib/db/sql';
import type { PolicyTexts, RefusedRecipients, Restriction, Snapshot } from './decide';

/** All restrictions; where an account is locked and throttled, the lock stands. */
export async function loadSnapshot(sql: Sql): Promise<Snapshot> {
  const rows = await sql<(Restriction & { login: string })[]>`
    SELECT DISTINCT ON (login) login, mode, recipients_per_hour AS "recipientsPerHour", case_number AS "caseNumber", language
    FROM send_restriction ORDER BY login, mode = 'locked' DESC`;
  return new Map(rows.map(({ login, ...restriction }) => [login, restriction]));
}

/** The texts that the connector's settings change; the shipped ones hold for the rest. */
export async function loadTexts(sql: Sql): Promise<PolicyTexts> {
  const [row] = await sql<{ settings: Partial<PolicyTexts> }[]>`
    SELECT settings FROM connector WHERE kind = 'policy-service' ORDER BY id LIMIT 1`;
  const { locked = {}, throttled = {}, suppressed = {} } = row?.settings ?? {};
  return { locked, throttled, suppressed };
}

/**
 * What the refused pairs follow from: they are read again only where this has changed, and once an hour, since pairs
 * expire.
 */
export async function refusalsVersion(sql: Sql, now: Date): Promise<string> {
  const [row] = await sql<{ lists: string | null }[]>`
    SELECT string_agg(l.customer_id || ':' || l.change || ':' || l.refuse_days || ':' || c.language, ' '
      ORDER BY l.customer_id) AS lists
    FROM suppression_list l JOIN customer c ON c.id = l.customer_id WHERE l.refuses AND c.declared_bulk_sender`;
  return row === undefined || row.lists === null ? '' : `${now.toISOString().slice(0, 13)} ${row.lists}`;
}

/** Marks of the recipients who are refused, by the login that they complained about. */
export async function loadRefusals(sql: Sql, now: Date): Promise<Map<string, RefusedRecipients>> {
  const rows = await sql<{ login: string; language: string; marks: string[] }[]>`
    SELECT a.login, min(c.language) AS language, array_agg(DISTINCT e.address_mark) AS marks
    FROM suppression_list l JOIN customer c ON c.id = l.customer_id AND c.declared_bulk_sender
    JOIN suppression_entry e ON e.customer_id = l.customer_id AND e.ended_at IS NULL AND e.address_mark IS NOT NULL
      AND e.last_at > ${now}::timestamptz - make_interval(days => l.refuse_days)
    JOIN account a ON a.id = e.account_id AND a.kind = 'mailbox'
    WHERE l.refuses GROUP BY a.login`;
  return new Map(rows.map(({ login, language, marks }) => [login, { language, marks: new Set(marks) }]));
}

/** Leases up to `wanted` of what is left of the hour's `limit`; 0 where nothing is. */
export async function leaseQuota(
  sql: Sql,
  login: string,
  hour: number,
  limit: number,
  wanted: number,
): Promise<number> {
  const at = new Date(hour);
  await sql`INSERT INTO send_quota (login, hour) VALUES (${login}, ${at}) ON CONFLICT DO NOTHING`;
  const [row] = await sql<{ granted: number }[]>`
    WITH held AS (SELECT leased FROM send_quota WHERE login = ${login} AND hour = ${at} FOR UPDATE)
    UPDATE send_quota q SET leased = q.leased + greatest(0, least(${wanted}::int, ${limit}::int - held.leased))
    FROM held WHERE q.login = ${login} AND q.hour = ${at}
    RETURNING greatest(0, least(${wanted}::int, ${limit}::int - held.leased)) AS granted`;
  return row?.granted ?? 0;
}

/** Hours that are over. */
export async function dropOldQuotas(sql: Sql, now: Date): Promise<void> {
  await sql`DELETE FROM send_quota WHERE hour < ${now}::timestamptz - interval '2 hours'`;
}

/**
 * The policy service begins to answer, or does so again after it had lost the database: what it is to hold is proved
 * again at once. Returns how many measures.
 */
export async function proveAgain(sql: Sql, now: Date): Promise<number> {
  const rows = await sql`
    UPDATE measure m SET due_at = ${now} FROM connector c
    WHERE c.id = m.connector_id AND c.kind = 'policy-service' AND m.ended_at IS NULL AND m.proved_at IS NOT NULL
    RETURNING 1`;
  return rows.length;
}

// Reads what the signals of accounts follow from, set by set over their hours, and keeps the result. Habits and places
// are read only of the few that are conspicuous enough for them to matter.

import type { AccountKind } from '@/lib/attribution/types';
import type { Sql, Tx } from '@/lib/db/sql';
import type { Span } from './span';
import type { LogFacts } from './types';

export interface AccountKey {
  kind: AccountKind;
  login: string;
}

/** One text for an account, as a key of maps. */
export function keyText({ kind, login }: AccountKey): string {
  return `${kind} ${login}`;
}

/** What an account sent in the window, and what is known of it beside the log. */
export interface WindowRow extends AccountKey {
  accountId: number | null;
  declaredBulk: boolean;
  since: Date | null;
  /** Points as kept before; null where nothing is kept. */
  before: number | null;
  messages: number;
  delivered: number;
  bounced: number;
  refused: number;
  foreignFrom: number;
  foreignDomain: string | null;
  busiestHour: Date;
  busiest: number;
  busiestNetworks: string[];
  widestHour: Date;
  networks: string[];
}

/** One row for each account that sent anything in the window. */
export function readWindows(tx: Tx, keys: readonly AccountKey[], { from }: Span): Promise<WindowRow[]> {
  return tx<WindowRow[]>`
    SELECT k.kind, k.login, a.id AS "accountId", coalesce(c.declared_bulk_sender, false) AS "declaredBulk",
      coalesce(a.provider_created_at, c.customer_since) AS since, f.points AS before, h.*
    FROM ${asked(tx, keys)}
    CROSS JOIN LATERAL (
      SELECT sum(h.messages)::int AS messages, sum(h.delivered)::int AS delivered, sum(h.bounced)::int AS bounced,
        sum(h.refused)::int AS refused, sum(h.foreign_from)::int AS "foreignFrom", max(h.foreign_domain) AS "foreignDomain",
        (array_agg(h.hour ORDER BY h.recipients DESC, h.hour))[1] AS "busiestHour", max(h.recipients) AS busiest,
        (array_agg(h.hour ORDER BY cardinality(h.networks) DESC, h.hour))[1] AS "widestHour"
      FROM account_hour h WHERE h.kind = k.kind::account_kind AND h.login = k.login AND h.hour >= ${from}) AS s
    JOIN LATERAL (
      SELECT s.*, h.networks, (
        SELECT b.networks FROM account_hour b
        WHERE b.kind = k.kind::account_kind AND b.login = k.login AND b.hour = s."busiestHour") AS "busiestNetworks"
      FROM account_hour h
      WHERE h.kind = k.kind::account_kind AND h.login = k.login AND h.hour = s."widestHour") AS h ON true
    LEFT JOIN account a ON a.kind = k.kind::account_kind AND a.login = k.login
    LEFT JOIN customer c ON c.id = a.customer_id
    LEFT JOIN account_log_facts f ON f.kind = k.kind::account_kind AND f.login = k.login
    WHERE s.messages > 0`;
}

/** How much the account used to send in an hour in which it sent anything; zeros where it never did. */
export interface Habit extends AccountKey {
  median: number;
  largest: number;
  /** Its first hour; null where there is none. */
  since: Date | null;
}

/**
 * The habits of accounts. What an open case or a confirmed incident is about is no habit: its hours are left out, so that
 * an abuse does not become ordinary by going on.
 */
export function readHabits(tx: Tx, keys: readonly AccountKey[], span: Span): Promise<Habit[]> {
  return tx<Habit[]>`
    SELECT k.kind, k.login, coalesce(s.median, 0) AS median, coalesce(s.largest, 0) AS largest, s.since
    FROM ${asked(tx, keys)}
    CROSS JOIN LATERAL (
      SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY h.recipients) AS median, max(h.recipients) AS largest, min(h.hour) AS since
      FROM ${habitHours(tx, span)} AND h.recipients > 0) AS s`;
}

export interface FormerNetworks extends AccountKey {
  networks: string[];
  /** The first hour with any; null where there is none. */
  since: Date | null;
}

/** The networks an account was used from before the window. */
export function readFormerNetworks(
  tx: Tx,
  keys: readonly AccountKey[],
  span: Span,
): Promise<FormerNetworks[]> {
  return tx<FormerNetworks[]>`
    SELECT k.kind, k.login, coalesce(s.networks, '{}') AS networks, s.since
    FROM ${asked(tx, keys)}
    CROSS JOIN LATERAL (
      SELECT array_agg(DISTINCT n.network) AS networks, min(h.hour) AS since
      FROM ${habitHours(tx, span, tx`CROSS JOIN LATERAL unnest(h.networks) AS n (network)`)}) AS s`;
}

function habitHours(tx: Tx, { from, historyFrom, windowHours }: Span, join = tx``) {
  return tx`account_hour h ${join}
    WHERE h.kind = k.kind::account_kind AND h.login = k.login AND h.hour >= ${historyFrom} AND h.hour < ${from}
      AND NOT EXISTS (
        SELECT FROM account a JOIN "case" c ON c.account_id = a.id
        WHERE a.kind = h.kind AND a.login = h.login AND (c.is_open OR c.is_incident)
          AND h.hour > c.opened_at - make_interval(hours => ${windowHours})
          AND h.hour < coalesce(c.closed_at, 'infinity'))`;
}

function asked(tx: Tx, keys: readonly AccountKey[]) {
  return tx`unnest(${keys.map((k) => k.kind)}::text[], ${keys.map((k) => k.login)}::text[]) AS k (kind, login)`;
}

/** On how many days from the begin of the habit to the end of the log it has anything: one probe of an index a day. */
export async function countLogDays(tx: Tx, { to, historyFrom }: Span): Promise<number> {
  const next = (after: ReturnType<Tx>) => tx`(
    SELECT date_trunc('day', h.hour, 'UTC') FROM account_hour h
    WHERE h.hour >= ${after} AND h.hour <= ${to} ORDER BY h.hour LIMIT 1)`;
  const [row] = await tx<{ days: number }[]>`
    WITH RECURSIVE d (day) AS (
      SELECT ${next(tx`${historyFrom}::timestamptz`)}
      UNION ALL
      SELECT ${next(tx`d.day + interval '1 day'`)} FROM d WHERE d.day IS NOT NULL)
    SELECT count(day)::int AS days FROM d`;
  return row?.days ?? 0;
}

export interface MeasuredFacts extends AccountKey {
  facts: LogFacts;
  points: number;
}

/** Keeps the facts of these accounts. */
export async function saveFacts(
  tx: Tx,
  rows: readonly MeasuredFacts[],
  policyId: number,
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    INSERT INTO account_log_facts (kind, login, facts, points, policy_id, measured_at)
    SELECT kind::account_kind, login, facts, points, ${policyId}, ${now}
    FROM json_to_recordset(${tx.json(rows as never)}::json) AS f (kind text, login text, facts jsonb, points float8)
    ORDER BY kind, login
    ON CONFLICT (kind, login) DO UPDATE SET facts = excluded.facts, points = excluded.points,
      policy_id = excluded.policy_id, measured_at = excluded.measured_at`;
}

/** Forgets the facts of accounts that sent nothing in the window. Returns those whose points had counted. */
export function dropFacts(tx: Tx, keys: readonly AccountKey[]): Promise<AccountKey[]> {
  return tx<AccountKey[]>`
    WITH gone AS (
      DELETE FROM account_log_facts f USING ${asked(tx, keys)}
      WHERE f.kind = k.kind::account_kind AND f.login = k.login RETURNING f.kind, f.login, f.points)
    SELECT kind, login FROM gone WHERE points > 0`;
}

/** Those of the keys that are accounts by now. */
export async function accountsOf(
  tx: Tx,
  keys: readonly AccountKey[],
): Promise<(AccountKey & { accountId: number })[]> {
  if (keys.length === 0) return [];
  return tx<(AccountKey & { accountId: number })[]>`
    SELECT a.kind, a.login, a.id AS "accountId"
    FROM unnest(${keys.map((k) => k.kind)}::text[], ${keys.map((k) => k.login)}::text[]) AS k (kind, login)
    JOIN account a ON a.kind = k.kind::account_kind AND a.login = k.login`;
}

/** Accounts whose facts count, or all that have any, after `after` in their order. */
export function listKeptFacts(
  tx: Tx,
  which: 'counting' | 'all',
  after: AccountKey | null,
  limit: number,
): Promise<AccountKey[]> {
  const beyond =
    after === null ? tx`` : tx`AND (kind, login) > (${after.kind}::account_kind, ${after.login})`;
  const counting = which === 'all' ? tx`true` : tx`points > 0`;
  return tx<AccountKey[]>`
    SELECT kind, login FROM account_log_facts WHERE ${counting} ${beyond} ORDER BY kind, login LIMIT ${limit}`;
}

/** How far the log is known, how many servers' logs nobody looks at, and by which policy its facts were judged. */
export interface LogReach {
  to: string;
  unseenHosts: number;
  policyId: number;
}

export async function loadLogReach(tx: Tx): Promise<LogReach | null> {
  const [row] = await tx<{ value: LogReach }[]>`SELECT value FROM setting WHERE key = 'log-signals'`;
  return row?.value ?? null;
}

/** To be joined by who scores: `s.to` and `s.unseen`, no row where the log is not known. */
export function logReachRow(tx: Sql | Tx) {
  return (tx as Sql)`(
    SELECT value ->> 'to' AS "to", (value -> 'unseenHosts')::int AS unseen FROM setting WHERE key = 'log-signals'
  ) AS s`;
}

/** Scoring reads it too: that it is there says that the log is known. Null takes it away. */
export async function saveLogReach(tx: Tx, reach: LogReach | null): Promise<void> {
  if (reach === null) await tx`DELETE FROM setting WHERE key = 'log-signals'`;
  else
    await tx`
      INSERT INTO setting (key, value, updated_at) VALUES ('log-signals', ${tx.json({ ...reach })}, now())
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`;
}

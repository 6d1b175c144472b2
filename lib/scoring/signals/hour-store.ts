// The hours of senders, counted from the mail log. Promise: an hour is always counted whole, from its transactions, so
// that counting twice changes nothing and late lines correct it; only hours that the log noted as changed are looked at.

import type { AccountKind } from '@/lib/attribution/types';
import type { Tx } from '@/lib/db/sql';

/** An hour of a sender in which the log changed; `host` is '' for an authenticated user. */
export interface HourChange {
  sender: string;
  host: string;
  hour: Date;
}

/** A change, and the account it is of. */
export interface AccountHour extends HourChange {
  kind: AccountKind;
  login: string;
}

/** Takes up to `limit` notes away and returns each hour once. What is noted meanwhile stays for the next time. */
export async function takeHourChanges(
  tx: Tx,
  limit: number,
): Promise<{ hours: HourChange[]; taken: number }> {
  const rows = await tx<HourChange[]>`
    DELETE FROM account_hour_change
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM account_hour_change LIMIT ${limit}))
    RETURNING sender, host, hour`;
  const hours = new Map(rows.map((row) => [`${row.sender} ${row.host} ${row.hour.getTime()}`, row]));
  return { hours: [...hours.values()], taken: rows.length };
}

/** Sender domains that are ours: exact names, and endings such as `.example.com`. */
export interface OwnSenderDomains {
  names: string[];
  endings: string[];
}

/** More networks than this in one hour say no more. */
const MOST_NETWORKS = 200;

/** Counts these hours anew. An hour whose day the log no longer holds must not be among them: it would count nothing. */
export async function recountHours(
  tx: Tx,
  hours: readonly AccountHour[],
  own: OwnSenderDomains,
): Promise<void> {
  const authenticated = hours.filter(({ host }) => host === '');
  const local = hours.filter(({ host }) => host !== '');
  // A few probes of one index for each hour, whatever the planner thinks of so many.
  await tx`SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;
  if (authenticated.length > 0) await countInto(tx, authenticated, own, tx`r.sasl_user = c.sender`);
  if (local.length > 0)
    await countInto(
      tx,
      local,
      own,
      tx`r.sasl_user IS NULL AND (r.uid IS NOT NULL OR r.local_user IS NOT NULL)
        AND coalesce(r.uid::text, r.local_user) = c.sender AND coalesce(r.origin_host, r.host) = c.host`,
    );
  await tx`SELECT set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true)`;
}

async function countInto(
  tx: Tx,
  hours: readonly AccountHour[],
  { names, endings }: OwnSenderDomains,
  isSender: ReturnType<Tx>,
): Promise<void> {
  const sorted = [...hours].sort((a, b) => (a.login < b.login ? -1 : a.login > b.login ? 1 : 0));
  await tx`
    INSERT INTO account_hour (kind, login, hour, messages, recipients, delivered, bounced, refused, foreign_from,
      foreign_domain, networks)
    SELECT c.kind::account_kind, c.login, c.hour, t.*
    FROM unnest(${sorted.map((h) => h.kind)}::text[], ${sorted.map((h) => h.login)}::text[],
        ${sorted.map((h) => h.sender)}::text[], ${sorted.map((h) => h.host)}::text[],
        ${sorted.map((h) => h.hour.toISOString())}::timestamptz[]) AS c (kind, login, sender, host, hour)
    CROSS JOIN LATERAL (
      SELECT count(*)::int, coalesce(sum(r.recipients), 0)::int, coalesce(sum(r.delivered), 0)::int,
        coalesce(sum(r.bounced), 0)::int, (count(*) FILTER (WHERE r.is_rejected))::int,
        (count(*) FILTER (WHERE f.domain IS NOT NULL))::int, max(f.domain),
        coalesce((array_agg(DISTINCT n.network) FILTER (WHERE n.network IS NOT NULL))[1:${MOST_NETWORKS}], '{}')
      FROM mail_transaction AS r
      CROSS JOIN LATERAL (SELECT nullif(split_part(r.envelope_from, '@', 2), '') AS domain) AS d
      LEFT JOIN LATERAL (
        SELECT d.domain WHERE d.domain <> ALL (${names}::text[]) AND NOT (d.domain LIKE ANY (${endings.map((e) => `%${e}`)}::text[]))
      ) AS f ON true
      CROSS JOIN LATERAL (
        SELECT network(set_masklen(r.client_ip, CASE family(r.client_ip) WHEN 4 THEN 24 ELSE 48 END))::text AS network
      ) AS n
      WHERE ${isSender} AND r.first_at >= c.hour AND r.first_at < c.hour + interval '1 hour'
        AND r.day = (c.hour AT TIME ZONE 'UTC')::date AND r.fate <> 'handed-on') AS t
    ON CONFLICT (kind, login, hour) DO UPDATE SET messages = excluded.messages, recipients = excluded.recipients,
      delivered = excluded.delivered, bounced = excluded.bounced, refused = excluded.refused,
      foreign_from = excluded.foreign_from, foreign_domain = excluded.foreign_domain, networks = excluded.networks`;
}

/** Removes hours before `before`, and the networks of the hours named. */
export async function dropHours(
  tx: Tx,
  before: Date,
  networks: { from: Date; before: Date },
): Promise<{ dropped: number; cleared: number }> {
  const dropped = await tx`DELETE FROM account_hour WHERE hour < ${before}`;
  const cleared = await tx`
    UPDATE account_hour SET networks = '{}'
    WHERE hour >= ${networks.from} AND hour < ${networks.before} AND networks <> '{}'`;
  return { dropped: dropped.count, cleared: cleared.count };
}

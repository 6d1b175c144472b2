// What senders did, day by day, out of our own tables: one statement for all logins, one for all local users. It reads
// every mail of a sender by the sender's index, and adds up in the server.

import type { Sql } from '@/lib/db/sql';
import { windowBounds } from './window-bounds';
import {
  MOST_DOMAINS,
  MOST_PLACES,
  type HistoryQuestion,
  type SenderDay,
  type SenderKey,
  type Window,
} from './types';

type DayRow = SenderDay & { n: number };
type Numbered<K extends SenderKey['kind']> = {
  n: number;
  sender: Extract<SenderKey, { kind: K }>;
  window: Window;
};

/** `MailLogLookup.historyOf` over `pool`. */
export async function historyOf(pool: Sql, questions: readonly HistoryQuestion[]): Promise<SenderDay[][]> {
  const answers: SenderDay[][] = questions.map(() => []);
  const logins = numbered(questions, 'login');
  const locals = numbered(questions, 'local');
  const rows = [
    ...(logins.length === 0 ? [] : await addUp(pool, ofLogins(pool, logins))),
    ...(locals.length === 0 ? [] : await addUp(pool, ofLocals(pool, locals))),
  ];
  for (const { n, ...day } of rows) answers[n]?.push(day);
  return answers;
}

function numbered<K extends SenderKey['kind']>(
  questions: readonly HistoryQuestion[],
  kind: K,
): Numbered<K>[] {
  return questions.flatMap(({ sender, window }, n) =>
    sender.kind === kind ? [{ n, sender: sender as Extract<SenderKey, { kind: K }>, window }] : [],
  );
}

const iso = (at: Date): string => at.toISOString();
const froms = (list: readonly { window: Window }[]) =>
  list.map(({ window }) => iso(windowBounds(window).from));
const tos = (list: readonly { window: Window }[]) => list.map(({ window }) => iso(windowBounds(window).to));

function ofLogins(pool: Sql, logins: readonly Numbered<'login'>[]) {
  return pool`
    unnest(${logins.map(({ n }) => n)}::int[],
        ${logins.map(({ sender }) => sender.login.toLowerCase())}::text[],
        ${froms(logins)}::timestamptz[], ${tos(logins)}::timestamptz[]) AS q (n, login, from_at, to_at)
    CROSS JOIN LATERAL (
      SELECT * FROM mail_transaction AS r WHERE r.sasl_user = q.login AND ${began(pool)}) AS t`;
}

/** The server whose local user it was is the one that took the mail in, also where another one sent it on. */
function ofLocals(pool: Sql, locals: readonly Numbered<'local'>[]) {
  return pool`
    unnest(${locals.map(({ n }) => n)}::int[],
        ${locals.map(({ sender }) => sender.user)}::text[],
        ${locals.map(({ sender }) => sender.host.toLowerCase())}::text[],
        ${froms(locals)}::timestamptz[], ${tos(locals)}::timestamptz[]) AS q (n, name, host, from_at, to_at)
    CROSS JOIN LATERAL (
      SELECT * FROM mail_transaction AS r
      WHERE coalesce(r.uid::text, r.local_user) = q.name AND r.sasl_user IS NULL
        AND (r.uid IS NOT NULL OR r.local_user IS NOT NULL) AND ${began(pool)} AND ${onHost(pool)}) AS t`;
}

function began(pool: Sql) {
  return pool`r.first_at BETWEEN q.from_at AND q.to_at AND r.fate <> 'handed-on'
    AND r.day BETWEEN (q.from_at AT TIME ZONE 'UTC')::date AND (q.to_at AT TIME ZONE 'UTC')::date`;
}

function onHost(pool: Sql) {
  const host = pool`coalesce(r.origin_host, r.host)`;
  return pool`(${host} = q.host
    OR (strpos(${host}, '.') = 0 AND ${host} = split_part(q.host, '.', 1))
    OR (strpos(q.host, '.') = 0 AND q.host = split_part(${host}, '.', 1)))`;
}

function fields(pool: Sql) {
  return pool`(t.first_at AT TIME ZONE 'UTC')::date AS day, date_trunc('hour', t.first_at, 'UTC') AS hour, t.first_at,
    t.last_at, t.recipients, t.delivered, t.bounced, t.domains, t.client_ip, t.client_name, t.cwd,
    CASE WHEN t.fate IN ('queued', 'deferred') OR (t.fate = 'sent' AND t.recipients > t.delivered)
      THEN greatest(t.recipients - t.delivered - t.bounced, 0) ELSE 0 END AS open`;
}

/** Milliseconds since 1970. */
const ms = (pool: Sql, at: ReturnType<Sql>) => pool`(extract(epoch FROM ${at}) * 1000)::bigint`;

function addUp(pool: Sql, mails: ReturnType<typeof fields>): Promise<DayRow[]> {
  return pool<DayRow[]>`
    WITH sent AS MATERIALIZED (SELECT q.n, ${fields(pool)} FROM ${mails}),
    hours AS (
      SELECT n, day, jsonb_agg(jsonb_build_object('at', ${ms(pool, pool`hour`)}, 'messages', messages,
          'recipients', recipients, 'delivered', delivered, 'bounced', bounced, 'firstAt', ${ms(pool, pool`first_at`)})
          ORDER BY hour) AS hours,
        sum(open_messages)::int AS open_messages, sum(open)::int AS open_recipients
      FROM (
        SELECT n, day, hour, count(*) AS messages, sum(recipients) AS recipients, sum(delivered) AS delivered,
          sum(bounced) AS bounced, min(first_at) AS first_at, count(*) FILTER (WHERE open > 0) AS open_messages,
          sum(open) AS open
        FROM sent GROUP BY n, day, hour) AS h
      GROUP BY n, day),
    places AS (
      SELECT n, day, count(*)::int AS place_count, jsonb_agg(jsonb_build_object('clientIp', host(client_ip),
          'clientName', client_name, 'cwd', cwd, 'messages', messages, 'recipients', recipients,
          'firstAt', ${ms(pool, pool`first_at`)}, 'lastAt', ${ms(pool, pool`last_at`)}) ORDER BY first_at)
          FILTER (WHERE place <= ${MOST_PLACES}) AS places
      FROM (
        SELECT n, day, client_ip, cwd, max(client_name) AS client_name, count(*) AS messages,
          sum(recipients) AS recipients, min(first_at) AS first_at, max(first_at) AS last_at,
          row_number() OVER (PARTITION BY n, day ORDER BY min(first_at)) AS place
        FROM sent GROUP BY n, day, client_ip, cwd) AS p
      GROUP BY n, day),
    domains AS (
      SELECT n, day, jsonb_object_agg(domain, delivered) AS domains
      FROM (
        SELECT n, day, e.key AS domain, sum(e.value::int) AS delivered,
          row_number() OVER (PARTITION BY n, day ORDER BY sum(e.value::int) DESC, e.key) AS place
        FROM sent CROSS JOIN LATERAL jsonb_each_text(sent.domains) AS e GROUP BY n, day, e.key) AS d
      WHERE place <= ${MOST_DOMAINS} GROUP BY n, day)
    SELECT hours.n, hours.day::text AS day, hours.hours, places.places, places.place_count AS "placeCount",
      coalesce(domains.domains, '{}') AS domains, hours.open_messages AS "openMessages",
      hours.open_recipients AS "openRecipients"
    FROM hours JOIN places USING (n, day) LEFT JOIN domains USING (n, day) ORDER BY hours.n, hours.day`;
}

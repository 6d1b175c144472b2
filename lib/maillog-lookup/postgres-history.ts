// What senders did, day by day, out of our own tables: one statement for all logins, one for all local users. It reads
// every mail of a sender by the sender's index, and adds up in the server.

import type { Sql } from '@/lib/db/sql';
import { senderMails } from './postgres-senders';
import { MOST_DOMAINS, MOST_PLACES, type HistoryQuestion, type SenderDay } from './types';

type DayRow = SenderDay & { n: number };

/** `MailLogLookup.historyOf` over `pool`. */
export async function historyOf(pool: Sql, questions: readonly HistoryQuestion[]): Promise<SenderDay[][]> {
  const answers: SenderDay[][] = questions.map(() => []);
  for (const mails of senderMails(pool, questions))
    for (const { n, ...day } of await addUp(pool, mails)) answers[n]?.push(day);
  return answers;
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

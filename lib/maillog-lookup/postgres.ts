// The mail log in our own tables. One statement a question of any number; each part of it is a few probes of an index of
// each day that the window can concern.

import type { Sql } from '@/lib/db/sql';
import { hostCoverage } from '@/lib/maillog/host-coverage';
import { listSpans } from '@/lib/maillog/span-store';
import type { MailTransaction } from '@/lib/maillog/types';
import { deliveredTo } from './postgres-delivered';
import { historyOf } from './postgres-history';
import { refusalsOf } from './postgres-refusals';
import { toTransaction, type TransactionRow } from './transaction-row';
import type {
  AccountVolume,
  ClientQuestion,
  MailLogLookup,
  MessageIdQuestion,
  QueueIdQuestion,
  Window,
} from './types';
import { windowBounds } from './window-bounds';

/** More answers to one question say no more: nobody judges between so many. */
const MOST_ANSWERS = 50;
/** Mail is tried for five days at most (Postfix maximal_queue_lifetime), and may be held by hand. */
const LONGEST_LIFE_DAYS = 10;

type Numbered = TransactionRow & { n: number };

/**
 * The look-up over `pool`. Transactions lived in a window when any of their lines stands in it; those of a client began
 * in it. A host is the same with and without its domain where one side has none. `quietMs`: breaks in reading that are
 * no holes.
 */
export function postgresLookup(pool: Sql, quietMs: number): MailLogLookup {
  return {
    findByQueueId: (questions) => findByQueueId(pool, questions),
    findByMessageId: (questions) => findByMessageId(pool, questions),
    findByClient: (questions) => findByClient(pool, questions),
    volumeOf: (logins, window) => volumeOf(pool, logins, window),
    deliveredTo: (domains, senders, window) => deliveredTo(pool, domains, senders, window),
    historyOf: (questions) => historyOf(pool, questions),
    refusalsOf: (logins, window) => refusalsOf(pool, logins, window),
    coverage: async () => hostCoverage(await listSpans(pool), quietMs),
  };
}

async function findByQueueId(pool: Sql, questions: readonly QueueIdQuestion[]): Promise<MailTransaction[][]> {
  if (questions.length === 0) return [];
  const rows = await pool<Numbered[]>`
    SELECT q.n::int AS n, t.* FROM unnest(
        ${questions.map((question) => question.queueId)}::text[],
        ${questions.map((question) => question.host?.toLowerCase() ?? null)}::text[],
        ${froms(questions)}::timestamptz[], ${tos(questions)}::timestamptz[])
      WITH ORDINALITY AS q(queue_id, host, from_at, to_at, n)
    CROSS JOIN LATERAL (
      SELECT ${columns(pool)} FROM mail_transaction AS r
      WHERE r.queue_id = q.queue_id AND ${lived(pool)}
        AND (q.host IS NULL OR r.host = q.host
          OR (strpos(r.host, '.') = 0 AND r.host = split_part(q.host, '.', 1))
          OR (strpos(q.host, '.') = 0 AND q.host = split_part(r.host, '.', 1)))
      ORDER BY r.first_at LIMIT ${MOST_ANSWERS}) AS t
    ORDER BY q.n, t."firstAt"`;
  return grouped(questions.length, rows);
}

async function findByMessageId(
  pool: Sql,
  questions: readonly MessageIdQuestion[],
): Promise<MailTransaction[][]> {
  if (questions.length === 0) return [];
  const rows = await pool<Numbered[]>`
    SELECT q.n::int AS n, t.* FROM unnest(
        ${questions.map((question) => question.messageId)}::text[],
        ${froms(questions)}::timestamptz[], ${tos(questions)}::timestamptz[])
      WITH ORDINALITY AS q(message_id, from_at, to_at, n)
    CROSS JOIN LATERAL (
      SELECT ${columns(pool)} FROM mail_transaction AS r
      WHERE r.message_id = q.message_id AND ${lived(pool)}
      ORDER BY r.first_at LIMIT ${MOST_ANSWERS}) AS t
    ORDER BY q.n, t."firstAt"`;
  return grouped(questions.length, rows);
}

async function findByClient(pool: Sql, questions: readonly ClientQuestion[]): Promise<MailTransaction[][]> {
  if (questions.length === 0) return [];
  const rows = await pool<Numbered[]>`
    SELECT q.n::int AS n, t.* FROM unnest(
        ${questions.map((question) => question.clientIp)}::inet[],
        ${questions.map((question) => question.clientPort)}::int[],
        ${questions.map((question) => question.recipientDomain?.toLowerCase() ?? null)}::text[],
        ${froms(questions)}::timestamptz[], ${tos(questions)}::timestamptz[])
      WITH ORDINALITY AS q(client_ip, client_port, domain, from_at, to_at, n)
    CROSS JOIN LATERAL (
      SELECT ${columns(pool)} FROM mail_transaction AS r
      WHERE r.client_ip = q.client_ip AND r.first_at BETWEEN q.from_at AND q.to_at
        AND r.day BETWEEN (q.from_at AT TIME ZONE 'UTC')::date AND (q.to_at AT TIME ZONE 'UTC')::date
        AND (q.client_port IS NULL OR r.client_port IS NULL OR r.client_port = q.client_port)
        AND (q.domain IS NULL OR r.domains ? q.domain)
      ORDER BY r.first_at LIMIT ${MOST_ANSWERS}) AS t
    ORDER BY q.n, t."firstAt"`;
  return grouped(questions.length, rows);
}

async function volumeOf(pool: Sql, logins: readonly string[], window: Window): Promise<AccountVolume[]> {
  if (logins.length === 0) return [];
  const { from, to } = windowBounds(window);
  return pool<AccountVolume[]>`
    SELECT q.login, coalesce(t.messages, 0)::int AS messages, coalesce(t.recipients, 0)::int AS recipients,
      coalesce(t.delivered, 0)::int AS delivered, coalesce(t.bounced, 0)::int AS bounced
    FROM unnest(${logins as string[]}::text[]) WITH ORDINALITY AS q(login, n)
    CROSS JOIN LATERAL (
      SELECT count(*) AS messages, sum(r.recipients) AS recipients, sum(r.delivered) AS delivered, sum(r.bounced) AS bounced
      FROM mail_transaction AS r
      WHERE r.sasl_user = lower(q.login) AND ${began(pool, from, to)} AND r.fate <> 'handed-on') AS t
    ORDER BY q.n`;
}

/** Any line in the window of `q`; the days let the server skip whole partitions. */
function lived(pool: Sql) {
  return pool`r.first_at <= q.to_at AND r.last_at >= q.from_at
    AND r.day <= (q.to_at AT TIME ZONE 'UTC')::date
    AND r.day >= (q.from_at AT TIME ZONE 'UTC')::date - ${LONGEST_LIFE_DAYS}::int`;
}

function began(pool: Sql, from: Date, to: Date) {
  return pool`r.first_at BETWEEN ${from} AND ${to}
    AND r.day BETWEEN (${from} AT TIME ZONE 'UTC')::date AND (${to} AT TIME ZONE 'UTC')::date`;
}

function columns(pool: Sql) {
  return pool`
    r.host, r.queue_id AS "queueId", r.first_at AS "firstAt", r.last_at AS "lastAt", r.origin, r.sasl_user AS "saslUser",
    host(r.client_ip) AS "clientIp", r.client_port AS "clientPort", r.client_name AS "clientName", r.uid,
    r.local_user AS "localUser", r.cwd, r.message_id AS "messageId", r.envelope_from AS "envelopeFrom",
    r.size_bytes AS "sizeBytes", r.recipients, r.delivered, r.deferred, r.bounced, r.domains,
    r.is_forward AS "isForward", r.fate, r.origin_host AS "originHost", r.origin_queue_id AS "originQueueId", r.subject,
    r.lines`;
}

function froms(questions: readonly { window: Window }[]): string[] {
  return questions.map(({ window }) => windowBounds(window).from.toISOString());
}

function tos(questions: readonly { window: Window }[]): string[] {
  return questions.map(({ window }) => windowBounds(window).to.toISOString());
}

function grouped(count: number, rows: readonly Numbered[]): MailTransaction[][] {
  const answers: MailTransaction[][] = Array.from({ length: count }, () => []);
  for (const { n, ...row } of rows) answers[n - 1]?.push(toTransaction(row));
  return answers;
}

// The mails of senders in our own tables: of logins, and of local users of a server (sites). Each is read by the sender's
// own index, in the days of its window alone.

import type { Sql } from '@/lib/db/sql';
import type { HistoryQuestion, SenderKey, Window } from './types';
import { windowBounds } from './window-bounds';

type Numbered<K extends SenderKey['kind']> = {
  n: number;
  sender: Extract<SenderKey, { kind: K }>;
  window: Window;
};

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

/**
 * What to read FROM: `t` is a mail of the sender of question `q.n`, sent in its window; one entry for all logins, one for
 * all local users, none for no question. Mail that was handed on to a content filter is left out: it comes back.
 */
export function senderMails(pool: Sql, questions: readonly HistoryQuestion[]): ReturnType<typeof ofLogins>[] {
  const logins = numbered(questions, 'login');
  const locals = numbered(questions, 'local');
  return [
    ...(logins.length === 0 ? [] : [ofLogins(pool, logins)]),
    ...(locals.length === 0 ? [] : [ofLocals(pool, locals)]),
  ];
}

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

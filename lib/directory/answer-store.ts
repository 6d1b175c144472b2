// What resolvers are to be asked, and what they said: one row an account and resolver, kept until it expires, a "no" as
// well. Set-based throughout.

import type { AccountKind } from '@/lib/attribution/types';
import type { Sql, Tx } from '@/lib/db/sql';
import type { DirectoryAccount, DirectoryCustomer, ResolverQuestion } from './types';

/** Questions to one resolver in one round; the next minute takes the next ones. */
const maxQuestions = 200;

/** A question that is due. */
export interface DueQuestion {
  id: number;
  accountId: number;
  kind: AccountKind;
  tries: number;
  question: ResolverQuestion;
}

/**
 * Notes the questions that this resolver should be asked and returns those that are due, open cases first. Asked are
 * accounts above "observation" or with an open case whose customer nobody knows and whom every resolver before this one
 * does not know, and those whose customer this one named, when its answer expires.
 */
export async function dueQuestions(db: Sql, sourceId: number, now: Date): Promise<DueQuestion[]> {
  const rows = await db<(Omit<DueQuestion, 'question'> & { question: QuestionRow })[]>`
    WITH own AS (SELECT id, position FROM directory_source WHERE id = ${sourceId}),
    wanted AS (
      SELECT a.id, a.kind, a.login, a.kind || ' ' || a.login AS key, c.id IS NOT NULL AS has_case
      FROM account a LEFT JOIN "case" c ON c.account_id = a.id AND c.is_open
      WHERE a.id IN (SELECT id FROM account WHERE stage > 0 UNION SELECT account_id FROM "case" WHERE is_open)
        AND (a.source_id = ${sourceId} OR (a.customer_id IS NULL AND NOT EXISTS (
          SELECT FROM directory_source s CROSS JOIN own
          WHERE s.kind IN ('http', 'abusehq') AND NOT s.paused AND (s.position, s.id) < (own.position, own.id)
            AND NOT EXISTS (
              SELECT FROM resolver_answer r
              WHERE r.source_id = s.id AND r.key = a.kind || ' ' || a.login AND r.state = 'unknown'))))
    ), fresh AS (
      SELECT w.*, coalesce(q.at, ${now}::timestamptz) AS at, host(q.ip) AS ip, q.port
      FROM wanted w LEFT JOIN LATERAL (
        SELECT coalesce(r.mail_date, r.received_at) AS at, r.source_ip AS ip, r.source_port AS port
        FROM complaint p JOIN report r ON r.id = p.report_id
        WHERE p.account_id = w.id ORDER BY p.received_at DESC, p.report_id DESC LIMIT 1) q ON true
      WHERE NOT EXISTS (
        SELECT FROM resolver_answer r WHERE r.source_id = ${sourceId} AND r.key = w.key AND r.expires_at > ${now})
      ORDER BY w.has_case DESC, w.id LIMIT ${maxQuestions}
    )
    INSERT INTO resolver_answer AS r (source_id, key, question, expires_at)
    SELECT ${sourceId}::int, f.key,
      json_build_object('login', f.login, 'clientIp', f.ip, 'clientPort', f.port, 'at', f.at), ${now}
    FROM fresh f
    ON CONFLICT (source_id, key) DO UPDATE SET question = excluded.question
    RETURNING r.id, r.tries, r.question,
      split_part(r.key, ' ', 1) AS kind,
      (SELECT f.id FROM fresh f WHERE f.key = r.key) AS "accountId"`;
  return rows.map(({ question, ...row }) => ({
    ...row,
    question: { ...question, at: new Date(question.at) },
  }));
}

type QuestionRow = Omit<ResolverQuestion, 'at'> & { at: string };

/** What a resolver said to one question; null: it does not know the account. */
export interface ResolverReply {
  id: number;
  accountId: number;
  kind: AccountKind;
  asked: string;
  answer: { account: DirectoryAccount; customer: DirectoryCustomer | null } | null;
}

/** How long answers hold, in milliseconds. */
export interface KeepTimes {
  knownMs: number;
  unknownMs: number;
}

/** Keeps what was said until it expires. */
export async function keepReplies(
  tx: Tx,
  replies: readonly ResolverReply[],
  now: Date,
  { knownMs, unknownMs }: KeepTimes,
): Promise<void> {
  const rows = replies.map(({ id, answer }) => ({
    id,
    state: answer === null ? 'unknown' : 'known',
    answer,
    expires: new Date(now.getTime() + (answer === null ? unknownMs : knownMs)).toISOString(),
  }));
  await tx`
    UPDATE resolver_answer r SET state = k.state, answer = nullif(k.answer, 'null'::jsonb), asked_at = ${now},
      expires_at = k.expires, tries = 0, error = NULL
    FROM json_to_recordset(${tx.json(rows as never)}::json) AS k (id bigint, state text, answer jsonb, expires timestamptz)
    WHERE r.id = k.id`;
}

/** The longest pause between two tries, in minutes. */
const maxPauseMinutes = 60;

/**
 * Notes that a resolver gave no answer: the next try is put off, longer each time. What it said before stays and is
 * shown as such.
 */
export async function putOff(db: Sql, ids: readonly number[], now: Date, error: string): Promise<void> {
  await db`
    UPDATE resolver_answer SET tries = tries + 1, error = ${error}, asked_at = ${now},
      expires_at = ${now}::timestamptz + make_interval(mins => least(${maxPauseMinutes}, 2 ^ least(tries, 10))::int)
    WHERE id = ANY(${ids as number[]}::bigint[])`;
}

interface FoundCustomer extends DirectoryCustomer {
  accountIds: number[];
  /** Those of them that are accounts of their own, no aliases. */
  ownIds: number[];
}

/** Customers and their contacts as this resolver names them; what belongs to another living source is left alone. */
export async function takeCustomers(
  tx: Tx,
  sourceId: number,
  replies: readonly ResolverReply[],
): Promise<void> {
  const byNumber = new Map<string, FoundCustomer>();
  for (const { answer, accountId, asked } of replies) {
    const customer = answer?.customer ?? null;
    if (customer === null) continue;
    const known = byNumber.get(customer.number);
    const ownIds = answer?.account.login === asked ? [accountId] : [];
    byNumber.set(customer.number, {
      ...customer,
      accountIds: [...(known?.accountIds ?? []), accountId],
      ownIds: [...(known?.ownIds ?? []), ...ownIds],
    });
  }
  if (byNumber.size === 0) return;
  const found = tx.json([...byNumber.values()].sort((a, b) => (a.number < b.number ? -1 : 1)) as never);
  await tx`
    INSERT INTO customer AS c (number, name, contract, language, tone, is_reseller, ask_first, declared_bulk_sender,
      customer_since, source_id)
    SELECT number, coalesce(name, number), contract, coalesce(language, 'de'), tone, coalesce("isReseller", false),
      coalesce("askFirst", false), coalesce("declaredBulkSender", false), "customerSince", ${sourceId}
    FROM json_to_recordset(${found}::json) AS f (number text, name text, contract text, language text, tone text,
      "isReseller" bool, "askFirst" bool, "declaredBulkSender" bool, "customerSince" date)
    ON CONFLICT (number) DO UPDATE SET name = excluded.name, contract = excluded.contract, language = excluded.language,
      tone = excluded.tone, is_reseller = excluded.is_reseller, ask_first = excluded.ask_first,
      declared_bulk_sender = coalesce(
        -- What a person declared here, with a reason, no source takes back.
        (SELECT d.declared FROM bulk_declaration d WHERE d.customer_id = c.id ORDER BY d.id DESC LIMIT 1),
        excluded.declared_bulk_sender), customer_since = excluded.customer_since,
      source_id = excluded.source_id, gone_at = NULL
    WHERE c.source_id IS NULL OR c.source_id = ${sourceId} OR c.gone_at IS NOT NULL`;
  await tx`
    UPDATE customer c SET reseller_id = r.id
    FROM json_to_recordset(${found}::json) AS f (number text, "resellerNumber" text)
    JOIN customer r ON r.number = f."resellerNumber"
    WHERE c.number = f.number AND c.source_id = ${sourceId} AND r.id <> c.id`;
  await takeContacts(tx, sourceId, found);
  await tx`
    WITH locked AS (
      SELECT a.id, c.id AS customer_id, a.id = ANY(f."ownIds") AS is_own
      FROM json_to_recordset(${found}::json) AS f (number text, "accountIds" int[], "ownIds" int[])
      JOIN customer c ON c.number = f.number JOIN account a ON a.id = ANY(f."accountIds")
      WHERE a.source_id IS NULL OR a.source_id = ${sourceId} OR a.gone_at IS NOT NULL
      ORDER BY a.id FOR NO KEY UPDATE OF a
    )
    UPDATE account a SET customer_id = l.customer_id, gone_at = NULL,
      source_id = CASE WHEN l.is_own THEN ${sourceId}::int ELSE a.source_id END
    FROM locked l WHERE l.id = a.id`;
}

/** The ways that are named, and no others; what people verified stays with its value. */
async function takeContacts(tx: Tx, sourceId: number, found: ReturnType<Tx['json']>): Promise<void> {
  await tx`
    WITH named AS (
      SELECT c.id, t.kind, t.value
      FROM json_to_recordset(${found}::json) AS f (number text, contacts json)
      JOIN customer c ON c.number = f.number AND c.source_id = ${sourceId}
      LEFT JOIN LATERAL json_to_recordset(f.contacts) AS t (kind text, value text) ON true
    )
    DELETE FROM customer_contact t WHERE t.customer_id IN (SELECT id FROM named)
      AND NOT EXISTS (SELECT FROM named n WHERE n.id = t.customer_id AND n.kind = t.kind AND n.value = t.value)`;
  await tx`
    INSERT INTO customer_contact AS t (customer_id, kind, value, origin, position)
    SELECT DISTINCT ON (c.id, k.kind, k.value) c.id, k.kind, k.value, k.origin, k.ord
    FROM json_to_recordset(${found}::json) AS f (number text, contacts json)
    JOIN customer c ON c.number = f.number AND c.source_id = ${sourceId}
    CROSS JOIN LATERAL (
      SELECT e ->> 'kind' AS kind, e ->> 'value' AS value, e ->> 'origin' AS origin, ord::int
      FROM json_array_elements(f.contacts) WITH ORDINALITY AS e (e, ord)) k
    ORDER BY c.id, k.kind, k.value, k.ord
    ON CONFLICT (customer_id, kind, value) DO UPDATE SET origin = excluded.origin, position = excluded.position`;
}

/** What a resolver says of the accounts themselves, and that a login is an alias of another. */
export async function takeAccounts(
  tx: Tx,
  sourceId: number,
  replies: readonly ResolverReply[],
): Promise<void> {
  const said = replies.flatMap(({ accountId, kind, asked, answer }) =>
    answer === null ? [] : [{ ...answer.account, id: accountId, kind, asked }],
  );
  const own = said.filter(({ login, asked }) => login === asked);
  await tx`
    UPDATE account a SET active = coalesce(f.active, a.active),
      provider_created_at = coalesce(f."createdAt", a.provider_created_at)
    FROM json_to_recordset(${tx.json(own as never)}::json) AS f (id int, active bool, "createdAt" timestamptz)
    WHERE a.id = f.id AND (a.source_id IS NULL OR a.source_id = ${sourceId})`;
  const aliases = said.filter(({ kind, login, asked }) => kind === 'mailbox' && login !== asked);
  await tx`
    INSERT INTO account_alias (address, target, source_id)
    SELECT a.address, a.target, ${sourceId}::int
    FROM unnest(${aliases.map(({ asked }) => asked)}::text[], ${aliases.map(({ login }) => login)}::text[]) AS a (address, target)
    ON CONFLICT (address, target) DO NOTHING`;
}

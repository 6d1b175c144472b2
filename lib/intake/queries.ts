// What the intake screens show: every mail with its state and reason, page by key, and counts that stop at a cap.
// Restricted mail exists in none of these answers, whatever is asked for: see `visible`.

import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { sql } from '@/lib/db/sql';
import { INTAKE_LIMITS } from './limits';
import type { MailFilter, MailListView, MailState } from './list-parameters';
import { STAYS } from './store';

export const mailPageSize = 50;
/** Above this many a count says "more than". */
export const mailCountCap = 1000;

export interface MailRow {
  id: number;
  state: MailState;
  receivedAt: Date;
  stateAt: Date;
  fromText: string | null;
  subject: string | null;
  format: string | null;
  reasonCode: string | null;
  reasonText: string | null;
  attempts: number;
  sizeBytes: number;
  /** Names of the mailboxes it was delivered to; usually one. */
  mailboxes: string[];
  /** What its place shows of it, without the text; null but for mail to check and kept mail. Shaped by its format. */
  facts: Record<string, unknown> | null;
}

export interface MailPage {
  rows: MailRow[];
  /** Ids that page on; null where there is no such page. */
  after: number | null;
  before: number | null;
}

const mailColumns = `m.id, m.state, m.received_at AS "receivedAt", m.state_at AS "stateAt", m.from_text AS "fromText",
  m.subject, m.format, m.reason_code AS "reasonCode", m.reason_text AS "reasonText", m.attempts, m.size_bytes AS "sizeBytes",
  m.facts - 'text' AS facts,
  ARRAY(SELECT DISTINCT b.name FROM delivery d JOIN mailbox b ON b.id = d.mailbox_id WHERE d.raw_message_id = m.id) AS mailboxes`;

/** Reports about sexual abuse of children exist for nobody here: neither listed, counted, read nor named. */
const visible = `m.state <> 'restricted'`;
/** The place of kept mail, as `raw_message_kept_by_place` has it: why it was kept, else what it is. */
const placeOf = `coalesce(m.reason_code, m.format, '')`;

type Filter = MailFilter & { place?: string | null };

function filterSql({ state, place, mailbox }: Filter, values: (string | number)[]): string[] {
  const conditions = [visible];
  if (place) conditions.push(`${placeOf} = $${values.push(place)}`);
  if (state !== null) conditions.push(`m.state = $${values.push(state)}::message_state`);
  if (mailbox !== null) {
    conditions.push(
      `EXISTS (SELECT 1 FROM delivery d WHERE d.raw_message_id = m.id AND d.mailbox_id = $${values.push(mailbox)}::int)`,
    );
  }
  return conditions;
}

/** One page of mail, newest first. */
export async function listMail(view: MailListView, pageSize = mailPageSize): Promise<MailPage> {
  const values: (string | number)[] = [];
  const conditions = filterSql(view, values);
  const isBackwards = view.before !== null;
  if (view.after !== null) conditions.push(`m.id < $${values.push(view.after)}::bigint`);
  if (view.before !== null) conditions.push(`m.id > $${values.push(view.before)}::bigint`);
  const text = `SELECT ${mailColumns} FROM raw_message m WHERE ${conditions.join(' AND ')}
    ORDER BY m.id ${isBackwards ? 'ASC' : 'DESC'} LIMIT $${values.push(pageSize + 1)}::int`;
  const raw = [...(await sql().unsafe<MailRow[]>(text, values))];
  const hasMore = raw.length > pageSize;
  const rows = raw.slice(0, pageSize);
  if (isBackwards) rows.reverse();
  return {
    rows,
    before: (isBackwards ? hasMore : view.after !== null) ? (rows[0]?.id ?? null) : null,
    after: isBackwards || hasMore ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** Mails in each state, each at most `mailCountCap + 1`. */
export async function countMailStates(): Promise<Record<MailState, number>> {
  const cap = mailCountCap + 1;
  const [row] = await sql()<Record<MailState, number>[]>`
    SELECT
      (SELECT count(*)::int FROM (SELECT FROM raw_message WHERE state = 'received' LIMIT ${cap}) t) AS received,
      (SELECT count(*)::int FROM (SELECT FROM raw_message WHERE state = 'processed' LIMIT ${cap}) t) AS processed,
      (SELECT count(*)::int FROM (SELECT FROM raw_message WHERE state = 'to_check' LIMIT ${cap}) t) AS to_check,
      (SELECT count(*)::int FROM (SELECT FROM raw_message WHERE state = 'kept' LIMIT ${cap}) t) AS kept,
      (SELECT count(*)::int FROM (SELECT FROM raw_message WHERE state = 'not_recognised' LIMIT ${cap}) t) AS not_recognised,
      (SELECT count(*)::int FROM (SELECT FROM raw_message WHERE state = 'quarantined' LIMIT ${cap}) t) AS quarantined`;
  if (row === undefined) throw new Error('counting the mail gave no row');
  return row;
}

export interface KeptPlace {
  place: string;
  /** At most `mailCountCap + 1`. */
  count: number;
}

/** The places of the kept mail that are not empty, by name. Jumps from place to place along the index. */
export async function listKeptPlaces(): Promise<KeptPlace[]> {
  const rows = await sql().unsafe<KeptPlace[]>(
    `WITH RECURSIVE place AS (
      SELECT min(${placeOf}) AS name FROM raw_message m WHERE m.state = 'kept'
      UNION ALL
      SELECT (SELECT min(${placeOf}) FROM raw_message m WHERE m.state = 'kept' AND ${placeOf} > place.name)
      FROM place WHERE place.name IS NOT NULL
    )
    SELECT name AS place, (SELECT count(*)::int FROM
      (SELECT FROM raw_message m WHERE m.state = 'kept' AND ${placeOf} = name LIMIT ${mailCountCap + 1}) t) AS count
    FROM place WHERE name <> '' LIMIT 100`,
  );
  return [...rows];
}

/** Mails that a replay of this filter would take, at most `mailCountCap + 1`. Oversize stubs have no mail to read. */
export async function countReplayable(filter: MailFilter): Promise<number> {
  const values: (string | number)[] = [];
  const conditions = [
    ...filterSql(filter, values),
    `m.reason_code IS DISTINCT FROM 'too-large'`,
    `m.state <> 'received'`,
  ];
  const [row] = await sql().unsafe<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM
      (SELECT FROM raw_message m WHERE ${conditions.join(' AND ')} LIMIT ${mailCountCap + 1}) t`,
    values,
  );
  return row?.count ?? 0;
}

export interface MailDelivery {
  mailbox: string;
  uid: string;
  seenAt: Date;
  movedAt: Date | null;
  movedTo: string | null;
  /** Intake leaves it in the polled folder for good. */
  stays: boolean;
  /** It was handed over: it lay nowhere and is moved nowhere. */
  pushed: boolean;
}

/** What a person said of a mail that waited for it. */
export interface MailJudgement {
  verdict: 'complaint' | 'no-complaint';
  accountLogin: string | null;
  /** The person's name. */
  by: string | null;
  at: Date;
}

export interface MailDetail extends MailRow {
  /** Hexadecimal. */
  sha256: string;
  storedAt: Date;
  judgement: MailJudgement | null;
  /** The text of mail to check and kept mail, as its format read it. */
  text: string | null;
  deliveries: MailDelivery[];
  reportIds: number[];
}

/** One mail with where it lay, what was said of it and which reports it gave; null where there is none. */
export async function getMail(id: number): Promise<MailDetail | null> {
  const [row] = await sql().unsafe<Omit<MailDetail, 'deliveries'>[]>(
    `SELECT ${mailColumns}, encode(m.sha256, 'hex') AS sha256, m.stored_at AS "storedAt", m.facts->>'text' AS text,
       ARRAY(SELECT r.id FROM report r WHERE r.raw_message_id = m.id ORDER BY r.ordinal) AS "reportIds",
       CASE WHEN m.judgement IS NOT NULL AND NOT m.judgement ? 'isByCorrection' THEN json_build_object('verdict', m.judgement->>'verdict',
         'accountLogin', m.judgement->>'accountLogin', 'at', m.judgement->>'at',
         'by', (SELECT u.name FROM app_user u WHERE u.id = (m.judgement->>'userId')::int)) END AS judgement
     FROM raw_message m WHERE m.id = $1::bigint AND ${visible}`,
    [id],
  );
  if (row === undefined) return null;
  const deliveries = await sql()<MailDelivery[]>`
    SELECT b.name AS mailbox, d.uid, d.seen_at AS "seenAt", d.moved_at AS "movedAt", d.moved_to AS "movedTo",
      d.moved_to IS NOT DISTINCT FROM ${STAYS} AS stays, b.kind IN ('lmtp', 'http', 'upload') AS pushed
    FROM delivery d JOIN mailbox b ON b.id = d.mailbox_id WHERE d.raw_message_id = ${id} ORDER BY d.id LIMIT 20`;
  const judgement = row.judgement && { ...row.judgement, at: new Date(row.judgement.at) };
  return { ...row, judgement, reportIds: row.reportIds.map(Number), deliveries: [...deliveries] };
}

const decompress = promisify(zstdDecompress);

/**
 * The mail's bytes as the server gave them; null where the mail is unknown, restricted, or its month was dropped, and
 * while it waits: only reading it tells whether it may be seen.
 */
export async function readRaw(id: number): Promise<Buffer | null> {
  const [row] = await sql()<{ bytes: Buffer }[]>`
    SELECT b.bytes FROM raw_message m JOIN raw_bytes b ON b.month = m.month AND b.raw_message_id = m.id
    WHERE m.id = ${id} AND m.state NOT IN ('restricted', 'received')`;
  return row === undefined ? null : decompress(row.bytes, { maxOutputLength: INTAKE_LIMITS.mailBytes });
}

/** Mailboxes by name, for the filter. */
export async function listMailboxNames(): Promise<{ id: number; name: string }[]> {
  const rows = await sql()<
    { id: number; name: string }[]
  >`SELECT id, name FROM mailbox ORDER BY lower(name) LIMIT 500`;
  return [...rows];
}

// What the screens show of what comes in for our own feedback loop.

import { sql } from '@/lib/db/sql';
import type { OwnLoopRole } from './lmtp-identities';
import type { InputKind, InputOutcome, InputWay } from './types';

export interface InputRow {
  id: number;
  way: InputWay;
  kind: InputKind;
  outcome: InputOutcome;
  at: Date;
  /** The kept mail; null of the API, which keeps none. */
  rawMessageId: number | null;
}

/** A page of what came in, newest first; `before`: the last id of the page before. */
export async function listInputs(before: number | null, limit: number): Promise<InputRow[]> {
  const rows = await sql()<InputRow[]>`
    SELECT id, way, kind, outcome, at, raw_message_id AS "rawMessageId" FROM own_loop_input
    ${before === null ? sql()`` : sql()`WHERE id < ${before}`} ORDER BY id DESC LIMIT ${limit}`;
  return [...rows];
}

export interface InputCount {
  way: InputWay;
  kind: InputKind;
  outcome: InputOutcome;
  count: number;
}

/** Of the last 30 days, by way, kind and outcome. */
export async function readInputCounts(): Promise<InputCount[]> {
  const rows = await sql()<InputCount[]>`
    SELECT way, kind, outcome, sum(count)::int AS count FROM own_loop_input_day
    WHERE day > current_date - 30 GROUP BY way, kind, outcome HAVING sum(count) > 0 ORDER BY way DESC, kind, outcome`;
  return [...rows];
}

/** A mailbox whose mail is our own loop's; of LMTP once something came. */
export interface InputMailbox {
  id: number;
  name: string;
  kind: 'imap' | 'maildir' | 'lmtp';
  role: OwnLoopRole;
  lastMailAt: Date | null;
  /** Of the last reading; null where it went well. */
  lastError: string | null;
  isPaused: boolean;
}

/** By name. */
export async function listInputMailboxes(): Promise<InputMailbox[]> {
  const rows = await sql()<InputMailbox[]>`
    SELECT id, name, kind, role, last_mail_at AS "lastMailAt", last_error AS "lastError", paused AS "isPaused"
    FROM mailbox WHERE role IN ('spam-clicks', 'spam-traps') AND kind IN ('imap', 'maildir', 'lmtp')
    ORDER BY name LIMIT 100`;
  return [...rows];
}

/** Whether a program may hand in, and when one last did. */
export async function readApiInput(): Promise<{ hasToken: boolean; lastAt: Date | null }> {
  const [row] = await sql()<{ hasToken: boolean; lastAt: Date | null }[]>`
    SELECT EXISTS (SELECT FROM api_token WHERE revoked_at IS NULL AND 'own-loop:write' = ANY(scopes)) AS "hasToken",
      (SELECT at FROM own_loop_input WHERE way = 'api' ORDER BY id DESC LIMIT 1) AS "lastAt"`;
  return row ?? { hasToken: false, lastAt: null };
}

/** Whether something came by the API at this very moment. */
export async function hasApiInputAt(at: Date): Promise<boolean> {
  const rows = await sql()`SELECT FROM own_loop_input WHERE at = ${at} AND way = 'api' LIMIT 1`;
  return rows.length > 0;
}

// What a person said of a candidate, written into the mail's own row, where it stands through replays.

import type { Tx } from '@/lib/db/sql';
import type { AccountKind } from '@/lib/attribution/types';
import type { EndState, Judgement } from './types';

/** A mail that waits for a person's word, locked; `by` names who spoke last, where somebody did. */
export interface LockedCandidate {
  id: number;
  state: EndState | 'received';
  format: string | null;
  judgement: Judgement | null;
  by: string | null;
}

/** Locks the mail until the transaction ends; null where there is none. */
export async function lockCandidate(tx: Tx, id: number): Promise<LockedCandidate | null> {
  const [row] = await tx<Omit<LockedCandidate, 'by'>[]>`
    SELECT id, state, format, judgement FROM raw_message WHERE id = ${id} FOR NO KEY UPDATE`;
  if (row === undefined) return null;
  // Not joined above: who waited for the lock would find the judge of before.
  const [judge] = await tx<{ name: string }[]>`
    SELECT name FROM app_user WHERE id = ${row.judgement?.userId ?? null}`;
  return { ...row, by: judge?.name ?? null };
}

/** A filed report whose mail is locked until the transaction ends. */
export interface LockedReport {
  mailId: number;
  ordinal: number;
  state: EndState | 'received';
  judgement: Judgement | null;
  /** The account that its attribution names now. */
  accountLogin: string | null;
}

/** Locks the mail of a report; null where there is no such report, or none any more. */
export async function lockReport(tx: Tx, reportId: number): Promise<LockedReport | null> {
  const [mail] = await tx<{ id: number }[]>`
    SELECT m.id FROM raw_message m JOIN report r ON r.raw_message_id = m.id
    WHERE r.id = ${reportId} AND m.state <> 'restricted' FOR NO KEY UPDATE OF m`;
  if (mail === undefined) return null;
  // Not joined above: who waited for the lock would find the report of before.
  const [row] = await tx<LockedReport[]>`
    SELECT m.id AS "mailId", r.ordinal, m.state, m.judgement, a.login AS "accountLogin"
    FROM report r JOIN raw_message m ON m.id = r.raw_message_id
    LEFT JOIN attribution t ON t.report_id = r.id LEFT JOIN account a ON a.id = t.account_id
    WHERE r.id = ${reportId}`;
  return row ?? null;
}

/** The kind of an account that exists under this login, mailboxes first; null where none does. */
export async function findAccountKind(tx: Tx, login: string): Promise<AccountKind | null> {
  const [row] = await tx<{ kind: AccountKind }[]>`
    SELECT kind FROM account WHERE login = ${login} ORDER BY kind LIMIT 1`;
  return row?.kind ?? null;
}

/** Writes the word down; null takes it back. */
export async function writeJudgement(tx: Tx, id: number, judgement: Judgement | null): Promise<void> {
  await tx`UPDATE raw_message SET judgement = ${judgement === null ? null : tx.json(judgement as never)} WHERE id = ${id}`;
}

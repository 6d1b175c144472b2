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

/** The kind of an account that exists under this login, mailboxes first; null where none does. */
export async function findAccountKind(tx: Tx, login: string): Promise<AccountKind | null> {
  const [row] = await tx<{ kind: AccountKind }[]>`
    SELECT kind FROM account WHERE login = ${login} ORDER BY kind LIMIT 1`;
  return row?.kind ?? null;
}

/** Writes the word down. */
export async function writeJudgement(tx: Tx, id: number, judgement: Judgement): Promise<void> {
  await tx`UPDATE raw_message SET judgement = ${tx.json(judgement as never)} WHERE id = ${id}`;
}

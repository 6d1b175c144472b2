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
  const [row] = await tx<LockedCandidate[]>`
    SELECT m.id, m.state, m.format, m.judgement, u.name AS by
    FROM raw_message m LEFT JOIN app_user u ON u.id = (m.judgement->>'userId')::int
    WHERE m.id = ${id} FOR NO KEY UPDATE OF m`;
  return row ?? null;
}

/** The kind of an account that exists under this login, mailboxes first; null where none does. */
export async function findAccountKind(tx: Tx, login: string): Promise<AccountKind | null> {
  const [row] = await tx<{ kind: AccountKind }[]>`
    SELECT kind FROM account WHERE login = ${login} ORDER BY kind LIMIT 1`;
  return row?.kind ?? null;
}

/** Writes the word down. */
export async function writeJudgement(tx: Tx, id: number, judgement: Judgement): Promise<void> {
  await tx`UPDATE raw_message SET judgement = ${tx.json({ ...judgement })} WHERE id = ${id}`;
}

// Writes of the procedure for restricted mail. The mail's row is locked first, so that of two people who act at once
// the second acts on what the first has done.

import type { Tx } from '@/lib/db/sql';
import { readSteps } from './step-queries';
import type { RestrictedStep, StepKind } from './types';

/** Locks a restricted mail until the transaction ends and returns its steps, oldest first; null where it is none. */
export async function lockRestricted(tx: Tx, mailId: number): Promise<RestrictedStep[] | null> {
  const [mail] = await tx`SELECT FROM raw_message WHERE id = ${mailId} AND state = 'restricted' FOR UPDATE`;
  return mail === undefined ? null : ((await readSteps(tx, [mailId])).get(mailId) ?? []);
}

export interface NewStep {
  mailId: number;
  userId: number;
  kind: StepKind;
  note: string | null;
}

/** Writes one step. */
export async function insertStep(tx: Tx, { mailId, userId, kind, note }: NewStep): Promise<void> {
  await tx`
    INSERT INTO restricted_step (raw_message_id, user_id, kind, note)
    VALUES (${mailId}, ${userId}, ${kind}, ${note})`;
}

/**
 * Removes the mail's bytes and what was kept of its signatures for good; its row stays, so that the same bytes are
 * known again by their hash and never stored a second time. How many bytes rows there were.
 */
export async function destroyBytes(tx: Tx, mailId: number): Promise<number> {
  await tx`DELETE FROM signature_check WHERE raw_message_id = ${mailId}`;
  const { count } = await tx`
    DELETE FROM raw_bytes b USING raw_message m
    WHERE m.id = ${mailId} AND b.month = m.month AND b.raw_message_id = m.id`;
  return count;
}

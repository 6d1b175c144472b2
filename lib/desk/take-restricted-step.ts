// Use case: somebody takes a step of the procedure for a report about sexual abuse of children. The bytes are destroyed
// only here, by a second person, and for good; that it was done, by whom and why stays in the record and the audit chain.

import { sql, type Tx } from '@/lib/db/sql';
import { needsNote, refusalOf } from '@/lib/restricted/procedure';
import { destroyBytes, insertStep, lockRestricted, type NewStep } from '@/lib/restricted/store';
import type { StepKind, StepRefusal } from '@/lib/restricted/types';
import { endRestrictedTasks } from '@/lib/tasks/finish-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface RestrictedStepInput {
  mailId: number;
  kind: StepKind;
  /** Never anything of the mail's content. */
  note: string | null;
}

export type RestrictedStepCode = 'not-found' | 'fields' | StepRefusal;

/**
 * Takes one step. `not-found` for everybody who does not handle such mail, as if there were none; `fields`: the step
 * needs a note; otherwise why the procedure does not allow it now.
 */
export async function takeRestrictedStep(
  { mailId, kind, note }: RestrictedStepInput,
  user: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ kind: StepKind }, RestrictedStepCode>> {
  return sql().begin(async (tx): Promise<Outcome<{ kind: StepKind }, RestrictedStepCode>> => {
    if (!(await handlesRestricted(tx, user.id))) return refused('not-found');
    const steps = await lockRestricted(tx, mailId);
    if (steps === null) return refused('not-found');
    const refusal = refusalOf(kind, steps, user.id);
    if (refusal !== null) return refused(refusal);
    if (needsNote(kind) && note === null) return refusedField('note', 'required');
    await write(tx, { mailId, userId: user.id, kind, note });
    return done({ kind });
  }) as Promise<Outcome<{ kind: StepKind }, RestrictedStepCode>>;
}

/** The session was checked at the door; meanwhile the right may have been withdrawn. */
async function handlesRestricted(tx: Tx, userId: number): Promise<boolean> {
  const rows = await tx`
    SELECT FROM app_user WHERE id = ${userId} AND handles_restricted AND disabled_at IS NULL FOR SHARE`;
  return rows.length > 0;
}

async function write(tx: Tx, step: NewStep): Promise<void> {
  const { mailId, userId, kind, note } = step;
  if (kind === 'destroyed') await destroyBytes(tx, mailId);
  if (kind === 'destroyed' || kind === 'handed-over') await endRestrictedTasks(tx, mailId, userId);
  await insertStep(tx, step);
  await tx`SELECT append_audit(${userId}, ${`restricted-${kind}`}, ${`mail:${mailId}`}, ${tx.json({ note })})`;
}

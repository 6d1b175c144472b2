// A person sees to an open step of a run: looks after a recheck that is due or a notice that nothing confirmed, or calls
// off what still waits.

import { changeAttention, raiseVersion, record } from '@/lib/cases/decide-store';
import type { PlaybookAction } from '@/lib/cases/types';
import type { StepState } from '@/lib/containment/playbook-rows';
import { lockStep, settleStep, type RunStep } from '@/lib/containment/playbook-store';
import { sql } from '@/lib/db/sql';
import { endTaskOf } from '@/lib/tasks/finish-store';
import { playbookTaskKey } from './advance-playbooks';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, refused, type Outcome } from './outcome';

export interface SettleStepInput extends DecisionInput {
  runId: number;
  position: number;
  note: string | null;
}

/** `nothing-new` where the step is settled already. */
export function settlePlaybookStep(
  input: SettleStepInput,
  now = new Date(),
): Promise<Outcome<null, DecisionCode | 'nothing-new'>> {
  return sql().begin(async (tx): Promise<Outcome<null, DecisionCode | 'nothing-new'>> => {
    const locked = await lockForDecision(tx, input);
    if (!locked.ok) return locked;
    const held = locked.data;
    const step = await lockStep(tx, input);
    const end = step === null || step.doneAt !== null ? null : endOf(step);
    if (step === null || end === null) return refused('nothing-new');
    const { userId, note } = input;
    await settleStep(tx, step, { state: end.state, userId, code: step.code, isDone: true }, now);
    if (step.state === 'handed-over') await endTaskOf(tx, playbookTaskKey(held.id), userId);
    await changeAttention(tx, held.id);
    await raiseVersion(tx, held.id);
    const { runId, de, en } = step;
    const detail = { action: end.action, runId, de, en, code: null, note };
    await record(tx, held, userId, { kind: 'playbook', detail }, now);
    return done(null);
  }) as Promise<Outcome<null, DecisionCode | 'nothing-new'>>;
}

/** What a person's word makes of it; null where it asks for none. */
function endOf({ state, detail }: RunStep): { state: StepState; action: PlaybookAction } | null {
  if (state === 'due') return { state: 'seen', action: 'looked-after' };
  if (state === 'handed-over') return { state, action: 'looked-after' };
  if (state !== 'waiting') return null;
  return {
    state: 'called-off',
    action: detail.kind === 'notice' ? 'notice-called-off' : 'recheck-called-off',
  };
}

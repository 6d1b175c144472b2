'use server';
// Actions of a feedback loop's page: its life and its outages; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { markLoopOutage } from '@/lib/desk/mark-loop-outage';
import { moveFeedbackLoop } from '@/lib/desk/move-feedback-loop';
import { removeLoopOutage } from '@/lib/desk/remove-loop-outage';
import { LOOP_STATES, type LoopState } from '@/lib/feedback-loops/types';
import { loopId } from '../loop-schema';

const plan = { namespace: 'loops', role: 'admin' } as const;

const move = z.object({
  id: loopId,
  from: z.enum(LOOP_STATES, 'invalid'),
  to: z.enum(LOOP_STATES, 'invalid'),
  note: z
    .string()
    .trim()
    .max(1_000, 'too-long')
    .default('')
    .transform((value) => value || null),
});

export async function moveLoopAction(_: FormState<{ to: LoopState }>, form: FormData) {
  return runAction({ ...plan, schema: move, perform: moveFeedbackLoop }, form);
}

const day = z.iso.date('invalid');
const outage = z.object({ id: loopId, from: day, to: day });

export async function markOutageAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      ...plan,
      schema: outage,
      perform: ({ id, from, to }, admin) => markLoopOutage({ loopId: id, from, to }, admin),
    },
    form,
  );
}

export async function removeOutageAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      ...plan,
      schema: outage.pick({ id: true }),
      perform: ({ id }, admin) => removeLoopOutage(id, admin),
    },
    form,
  );
}

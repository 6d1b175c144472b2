'use server';
// The action behind the form of a feedback loop; administrators only.

import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { saveFeedbackLoop, type SavedLoop } from '@/lib/desk/save-feedback-loop';
import { changedLoop, newLoop } from './loop-schema';

const plan = { namespace: 'loops', role: 'admin' } as const;

export async function addLoopAction(_: FormState<SavedLoop>, form: FormData) {
  return runAction(
    {
      ...plan,
      schema: newLoop,
      perform: ({ state, ...settings }, admin) => saveFeedbackLoop({ id: null, state, settings }, admin),
    },
    form,
  );
}

export async function changeLoopAction(_: FormState<SavedLoop>, form: FormData) {
  return runAction(
    {
      ...plan,
      schema: changedLoop,
      perform: ({ id, version, ...settings }, admin) => saveFeedbackLoop({ id, version, settings }, admin),
    },
    form,
  );
}

'use server';
// Actions of block lists: a step of a checklist is ticked.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { tickListingStep } from '@/lib/desk/tick-listing-step';

const schema = z.object({
  id: z.coerce.number('invalid').int('invalid').positive('invalid').max(Number.MAX_SAFE_INTEGER, 'invalid'),
  step: z.coerce.number('invalid').int('invalid').min(0, 'invalid').max(100, 'invalid'),
  isDone: z.enum(['yes', 'no'], 'invalid').transform((value) => value === 'yes'),
});

export async function tickListingStepAction(_: FormState<{ step: number }>, form: FormData) {
  return runAction({ namespace: 'blockLists', schema, perform: tickListingStep }, form);
}

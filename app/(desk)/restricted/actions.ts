'use server';
// Actions of restricted mail: one step of its procedure. Who may take it is decided in the use case.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { takeRestrictedStep } from '@/lib/desk/take-restricted-step';
import { stepKinds, type StepKind } from '@/lib/restricted/types';

const schema = z.object({
  mailId: z.coerce
    .number('invalid')
    .int('invalid')
    .positive('invalid')
    .max(Number.MAX_SAFE_INTEGER, 'invalid'),
  kind: z.enum(stepKinds, 'invalid'),
  note: z
    .string('invalid')
    .trim()
    .max(1_000, 'too-long')
    .optional()
    .transform((text) => (text ? text : null)),
});

export async function takeStepAction(_: FormState<{ kind: StepKind }>, form: FormData) {
  return runAction({ namespace: 'restricted', schema, perform: takeRestrictedStep }, form);
}

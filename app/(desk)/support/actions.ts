'use server';
// The one action of the hotline: a call is recorded.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { callMaxChars, recordCall } from '@/lib/desk/record-call';

const schema = z.object({
  caseId: z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid'),
  text: z.string('required').trim().min(1, 'required').max(callMaxChars, 'too-long'),
});

export async function recordCallAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      namespace: 'support',
      role: 'support',
      schema,
      perform: (input, { id: userId }) => recordCall({ ...input, userId }),
    },
    form,
  );
}

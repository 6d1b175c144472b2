'use server';
// Actions about the release of an account: confirm a step of the checklist, let the account go.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { noteMaxChars } from '@/lib/desk/add-note';
import { releaseAccount } from '@/lib/desk/release-account';
import { tickChecklist } from '@/lib/desk/tick-checklist';
import { checklistItems } from '@/lib/replies/types';

const namespace = 'release';
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
const target = { caseId: id, version: id };

export async function tickAction(_: FormState<null>, form: FormData) {
  const isDone = z.enum(['yes', 'no'], 'invalid').transform((value) => value === 'yes');
  const schema = z.object({ ...target, item: z.enum(checklistItems, 'invalid'), isDone });
  return runAction(
    { namespace, schema, perform: (input, { id: userId }) => tickChecklist({ ...input, userId }) },
    form,
  );
}

export async function releaseAction(_: FormState<null>, form: FormData) {
  const reason = z
    .string('invalid')
    .trim()
    .max(noteMaxChars, 'too-long')
    .default('')
    .transform((text) => text || null);
  const schema = z.object({ ...target, reason });
  return runAction(
    {
      namespace,
      schema,
      // It reaches a customer's account.
      factor: 'required',
      perform: (input, { id: userId }) => releaseAccount({ ...input, userId }),
    },
    form,
  );
}

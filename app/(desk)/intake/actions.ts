'use server';
// Actions of intake: read one mail again, or all of a filter.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { replayMessages } from '@/lib/desk/replay-messages';

type Replayed = FormState<{ count: number }>;

const namespace = 'intake';
const number = z.coerce.number('invalid').int('invalid').positive('invalid');

export async function replayMailAction(_: Replayed, form: FormData) {
  const schema = z.object({ id: number.max(Number.MAX_SAFE_INTEGER, 'invalid') });
  return runAction(
    { namespace, schema, perform: ({ id }, user) => replayMessages({ ids: [id] }, user.id) },
    form,
  );
}

export async function replayFilterAction(_: Replayed, form: FormData) {
  const schema = z.object({
    state: z.enum(['not_recognised', 'quarantined'], 'invalid'),
    mailbox: number
      .max(2_147_483_647, 'invalid')
      .nullish()
      .transform((id) => id ?? null),
  });
  return runAction(
    { namespace, schema, perform: (filter, user) => replayMessages({ filter }, user.id) },
    form,
  );
}

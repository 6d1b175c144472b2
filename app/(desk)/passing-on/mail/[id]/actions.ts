'use server';
// Passing a report on to a stranger's contact; any agent, with a second factor for what leaves.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { handOverReport, lookUpContact } from '@/lib/desk/hand-over-report';

const place = z.object({
  id: z.coerce.number().int().positive().max(2_147_483_647),
  ordinal: z.coerce.number().int().min(0).max(100_000),
});

export async function lookUpContactAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      namespace: 'passingOn',
      schema: place,
      perform: ({ id, ordinal }) => lookUpContact({ rawMessageId: id, ordinal }),
    },
    form,
  );
}

export async function handOverAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      namespace: 'passingOn',
      factor: 'required',
      schema: place,
      perform: ({ id, ordinal }, user) => handOverReport({ rawMessageId: id, ordinal }, user.id),
    },
    form,
  );
}

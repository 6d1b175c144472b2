'use server';
// Actions of a feedback loop's upkeep; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { confirmLoopContacts } from '@/lib/desk/confirm-loop-contacts';
import { switchSelfCheck } from '@/lib/desk/switch-self-check';

const loop = z.object({ id: z.coerce.number('invalid').int('invalid').positive('invalid') });

export async function switchSelfCheckAction(_: FormState<{ isOn: boolean }>, form: FormData) {
  return runAction(
    {
      namespace: 'loopHealth',
      role: 'admin',
      schema: loop.extend({ on: z.enum(['yes', 'no'], 'invalid') }),
      perform: ({ id, on }, admin) => switchSelfCheck({ loopId: id, isOn: on === 'yes' }, admin),
    },
    form,
  );
}

export async function confirmContactsAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      namespace: 'loopHealth',
      role: 'admin',
      schema: loop,
      perform: ({ id }, admin) => confirmLoopContacts({ loopId: id }, admin),
    },
    form,
  );
}

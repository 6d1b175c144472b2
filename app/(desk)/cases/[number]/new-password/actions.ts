'use server';
// Action of the new password: the only answer of the desk that carries one.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { noteMaxChars } from '@/lib/desk/add-note';
import { setNewPassword, type NewPassword } from '@/lib/desk/set-new-password';

const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');

export async function newPasswordAction(_: FormState<NewPassword>, form: FormData) {
  const overrideReason = z
    .string('invalid')
    .trim()
    .max(noteMaxChars, 'too-long')
    .default('')
    .transform((text) => text || null);
  return runAction(
    {
      namespace: 'release',
      schema: z.object({ caseId: id, version: id, connectorId: id, overrideReason }),
      factor: 'required',
      perform: (input, { id: userId }) => setNewPassword({ ...input, userId }),
    },
    form,
  );
}

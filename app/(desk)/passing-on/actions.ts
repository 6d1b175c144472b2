'use server';
// Recipients and what became of mail that belongs to no case; administrators only.

import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { resolveOutgoingMail } from '@/lib/desk/resolve-mail';
import { resumePassOn, savePassOnRecipient } from '@/lib/desk/save-pass-on-recipient';
import { changedRecipient, mailVerdict, newRecipient, recipientId } from './recipient-schema';

interface Saved {
  id: number;
  version: string;
}

// What goes on leaves the house: whoever switches it on shows a second factor.
const plan = { namespace: 'passingOn', role: 'admin', factor: 'required' } as const;

export async function addRecipientAction(_: FormState<Saved>, form: FormData) {
  return runAction(
    {
      ...plan,
      schema: newRecipient,
      perform: ({ number, ...settings }, admin) =>
        savePassOnRecipient({ id: null, number, settings }, admin.id),
    },
    form,
  );
}

export async function changeRecipientAction(_: FormState<Saved>, form: FormData) {
  return runAction(
    {
      ...plan,
      schema: changedRecipient,
      perform: ({ id, version, ...settings }, admin) =>
        savePassOnRecipient({ id, version, settings }, admin.id),
    },
    form,
  );
}

export async function resumeRecipientAction(_: FormState<null>, form: FormData) {
  return runAction(
    { ...plan, schema: recipientId, perform: ({ id }, admin) => resumePassOn(id, admin.id) },
    form,
  );
}

export async function resolveMailAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      ...plan,
      schema: mailVerdict,
      perform: ({ id, verdict }, admin) => resolveOutgoingMail(id, verdict, admin.id),
    },
    form,
  );
}

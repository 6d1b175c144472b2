'use server';
// Actions about customers' replies: deal with one, assign one to a case; and about an address that takes mail again.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { handleReply } from '@/lib/desk/handle-reply';
import { linkReply } from '@/lib/desk/link-reply';
import { trustAddress } from '@/lib/desk/trust-address';

const namespace = 'replies';
const replyId = z.coerce.number('invalid').int('invalid').positive('invalid');

export async function handleReplyAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ replyId });
  return runAction({ namespace, schema, perform: (input, { id }) => handleReply(input.replyId, id) }, form);
}

export async function linkReplyAction(_: FormState<null>, form: FormData) {
  const number = z
    .string('invalid')
    .trim()
    .toUpperCase()
    .regex(/^AD-\d{4}-\d{4,10}$/, 'invalid');
  const schema = z.object({ replyId, number });
  return runAction({ namespace, schema, perform: (input, { id }) => linkReply(input, id) }, form);
}

export async function trustAddressAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ address: z.string('invalid').trim().min(3, 'invalid').max(320, 'invalid') });
  return runAction(
    {
      namespace: 'customer',
      schema,
      perform: ({ address }, { id }) => trustAddress(address, id),
    },
    form,
  );
}

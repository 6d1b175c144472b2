'use server';
// Actions of whoever answers a customer: send what is shown, throw the draft away.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { discardAnswer } from '@/lib/desk/discard-answer';
import { sendAnswer } from '@/lib/desk/send-answer';
import { draftFields } from './draft-fields';

const namespace = 'thread';
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');

export async function sendAnswerAction(_: FormState<{ noticeId: number }>, form: FormData) {
  const schema = z.object({ caseId: id, version: id, digest: z.string().max(40), ...draftFields });
  return runAction(
    {
      namespace,
      schema,
      // It reaches a customer.
      factor: 'required',
      perform: ({ caseId, version, digest, ...draft }, { id: userId }) =>
        sendAnswer({ caseId, version, userId, digest, draft }),
    },
    form,
  );
}

export async function discardAnswerAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ caseId: id });
  return runAction(
    { namespace, schema, perform: ({ caseId }, { id: userId }) => discardAnswer(caseId, userId) },
    form,
  );
}

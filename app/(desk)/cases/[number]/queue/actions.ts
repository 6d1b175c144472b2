'use server';
// Actions about the mail queue of a case's account: look at it, decide about what is held, agree, take back.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { queueActions } from '@/lib/containment/queue-types';
import { noteMaxChars } from '@/lib/desk/add-note';
import { approveQueueOrder } from '@/lib/desk/approve-queue-order';
import { decideQueue } from '@/lib/desk/decide-queue';
import { lookAtQueue } from '@/lib/desk/look-at-queue';
import { refusedField } from '@/lib/desk/outcome';
import { withdrawQueueOrder } from '@/lib/desk/withdraw-queue-order';

const namespace = 'queue';
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
const longId = z.coerce
  .number('invalid')
  .int('invalid')
  .min(0, 'invalid')
  .max(Number.MAX_SAFE_INTEGER, 'invalid');
const target = { caseId: id, version: id };
/** `connector.cluster.hands`, as the page wrote it. */
const chosen = z.string().regex(/^\d{1,9}\.([0-9a-f]{16})?\.(before|left)?$/, 'invalid');

export async function lookAtQueueAction(_: FormState<{ mails: number; held: number }>, form: FormData) {
  const schema = z.object({ caseId: id });
  return runAction(
    { namespace, schema, perform: ({ caseId }, { id: userId }) => lookAtQueue({ caseId, userId }) },
    form,
  );
}

const decision = z.object({
  ...target,
  action: z.enum(queueActions, 'action-needed'),
  upTo: longId,
  reason: z
    .string('invalid')
    .trim()
    .max(noteMaxChars, 'too-long')
    .default('')
    .transform((text) => text || null),
  cluster: z.union([chosen.transform((one) => [one]), z.array(chosen).max(100, 'invalid')], 'cluster-needed'),
});

export async function decideQueueAction(_: FormState<{ orderId: number; mails: number }>, form: FormData) {
  return runAction(
    {
      namespace,
      schema: decision,
      // It reaches recipients, or destroys mail.
      factor: 'required',
      perform: async ({ cluster, ...rest }, { id: userId }) => {
        const parts = cluster.map((one) => one.split('.') as [string, string, string]);
        const connectorId = Number(parts[0]?.[0]);
        if (parts.some(([connector]) => Number(connector) !== connectorId))
          return refusedField('cluster', 'one-connector');
        const clusters = parts.map(([, name, handsOff]) => ({ cluster: name, handsOff }));
        return decideQueue({ ...rest, connectorId, clusters, userId });
      },
    },
    form,
  );
}

export async function approveQueueAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ ...target, orderId: longId });
  return runAction(
    {
      namespace,
      schema,
      factor: 'required',
      perform: (input, { id: userId }) => approveQueueOrder({ ...input, userId }),
    },
    form,
  );
}

export async function withdrawQueueAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ caseId: id, orderId: longId });
  return runAction(
    { namespace, schema, perform: (input, { id: userId }) => withdrawQueueOrder({ ...input, userId }) },
    form,
  );
}

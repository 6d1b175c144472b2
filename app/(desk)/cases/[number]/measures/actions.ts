'use server';
// Actions of the measures of a case. Each carries the version that its page showed; nothing is done outside here.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { orderedMeasures, wantedWords } from '@/lib/containment/types';
import { noteMaxChars } from '@/lib/desk/add-note';
import { approveMeasure } from '@/lib/desk/approve-measure';
import { liftMeasures } from '@/lib/desk/lift-measures';
import { repeatMeasure } from '@/lib/desk/repeat-measure';
import { sayDone } from '@/lib/desk/say-done';
import { wantMeasures, type WantedMeasures } from '@/lib/desk/want-measures';

/** What reaches a customer's account asks for the second factor. */
const acting = { namespace: 'measures', factor: 'required' } as const;
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
/** Measures are counted further than cases. */
const longId = z.coerce
  .number('invalid')
  .int('invalid')
  .positive('invalid')
  .max(Number.MAX_SAFE_INTEGER, 'invalid');
const target = { caseId: id, version: id };
const note = z
  .string('invalid')
  .trim()
  .max(noteMaxChars, 'too-long')
  .default('')
  .transform((text) => (text === '' ? null : text));

const perHour = z.union(
  [z.literal('').transform(() => null), z.coerce.number('whole-number').int('whole-number')],
  'whole-number',
);

const order = z
  .object({
    ...target,
    kind: z.enum(orderedMeasures, 'invalid'),
    connector: z.union([id.transform((one) => [one]), z.array(id).max(50, 'invalid')], 'connector-needed'),
    recipientsPerHour: perHour.default(null),
    overrideReason: note,
  })
  .superRefine(({ kind, recipientsPerHour }, { addIssue }) => {
    if (kind !== 'throttle') return;
    const isFine = recipientsPerHour !== null && recipientsPerHour >= 0 && recipientsPerHour <= 100_000;
    if (!isFine) addIssue({ code: 'custom', path: ['recipientsPerHour'], message: 'rate-range' });
  });

export async function wantAction(_: FormState<WantedMeasures>, form: FormData) {
  return runAction(
    {
      ...acting,
      schema: order,
      perform: ({ kind, connector, recipientsPerHour, ...rest }, { id: userId }) => {
        const parameters = kind === 'throttle' && recipientsPerHour !== null ? { recipientsPerHour } : {};
        const measures = connector.map((connectorId) => ({ kind, connectorId, parameters }));
        return wantMeasures({ ...rest, measures, userId });
      },
    },
    form,
  );
}

export async function liftAction(_: FormState<{ lifted: number[] }>, form: FormData) {
  const schema = z.object({ ...target, measureId: longId, note });
  return runAction(
    {
      ...acting,
      schema,
      perform: ({ measureId, ...rest }, { id: userId }) =>
        liftMeasures({ ...rest, measureIds: [measureId], userId }),
    },
    form,
  );
}

export async function approveAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ ...target, measureId: longId });
  return runAction(
    { ...acting, schema, perform: (input, { id: userId }) => approveMeasure({ ...input, userId }) },
    form,
  );
}

export async function repeatAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ ...target, measureId: longId });
  return runAction(
    { ...acting, schema, perform: (input, { id: userId }) => repeatMeasure({ ...input, userId }) },
    form,
  );
}

export async function sayDoneAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ ...target, measureId: longId, wanted: z.enum(wantedWords, 'invalid') });
  return runAction(
    { ...acting, schema, perform: (input, { id: userId }) => sayDone({ ...input, userId }) },
    form,
  );
}

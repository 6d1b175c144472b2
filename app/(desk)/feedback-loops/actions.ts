'use server';
// Actions of the screen "Feedback loops"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { markLoopOutage } from '@/lib/desk/mark-loop-outage';
import { removeLoopOutage } from '@/lib/desk/remove-loop-outage';
import { saveFeedbackLoop } from '@/lib/desk/save-feedback-loop';
import { readAddresses, readDomains } from '@/lib/feedback-loops/check-identities';
import { identityLines } from '@/lib/feedback-loops/identity-lines';
import { DEFAULT_KINDS, EXPECTED_PER_DAY_MAX, FACTOR_MAX } from '@/lib/feedback-loops/types';

const text = (max: number) => z.string().trim().min(1, 'required').max(max, 'too-long');

const alias = z
  .string()
  .trim()
  .toLowerCase()
  .max(320, 'too-long')
  .default('')
  .transform((value, context) => {
    const checked = readAddresses(value);
    if (checked.ok && checked.values.length <= 1) return checked.values[0] ?? null;
    context.addIssue({ code: 'custom', message: 'not-an-address' });
    return z.NEVER;
  });

const loop = z.object({
  id: z.union([
    z.literal('').transform(() => null),
    z.coerce.number('invalid').int('invalid').positive('invalid'),
  ]),
  version: z.string().max(40),
  name: text(100),
  program: text(100),
  intakeAlias: alias,
  fromAddresses: identityLines(readAddresses),
  envelopeDomains: identityLines(readDomains),
  dkimDomains: identityLines(readDomains),
  defaultKind: z.enum(DEFAULT_KINDS, 'invalid'),
  // A German keyboard writes 0,5.
  factor: z
    .string()
    .trim()
    .regex(/^\d{1,2}([.,]\d{1,3})?$/, 'not-a-factor')
    .transform((value) => Number(value.replace(',', '.')))
    .refine((value) => value <= FACTOR_MAX, 'not-a-factor'),
  // 0,3 a day: two a week.
  expectedPerDay: z
    .string()
    .trim()
    .regex(/^(\d{1,7}([.,]\d{1,3})?)?$/, 'not-a-volume')
    .transform((value) => (value === '' ? null : Number(value.replace(',', '.'))))
    .refine((value) => value === null || (value > 0 && value <= EXPECTED_PER_DAY_MAX), 'not-a-volume'),
  active: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
  discloses: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
});

export async function saveLoopAction(_: FormState<{ id: number }>, form: FormData) {
  return runAction(
    {
      namespace: 'loops',
      role: 'admin',
      schema: loop,
      perform: ({ id, version, ...settings }, admin) =>
        saveFeedbackLoop({ id, version: version || null, settings }, admin),
    },
    form,
  );
}

const day = z.iso.date('invalid');
const outage = z.object({
  id: z.coerce.number('invalid').int('invalid').positive('invalid'),
  from: day,
  to: day,
});

export async function markOutageAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      namespace: 'loops',
      role: 'admin',
      schema: outage,
      perform: ({ id, from, to }, admin) => markLoopOutage({ loopId: id, from, to }, admin),
    },
    form,
  );
}

export async function removeOutageAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      namespace: 'loops',
      role: 'admin',
      schema: outage.pick({ id: true }),
      perform: ({ id }, admin) => removeLoopOutage(id, admin),
    },
    form,
  );
}

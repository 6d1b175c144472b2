'use server';
// Actions of administrators on suppression lists: what may leave them, what they do, who is told.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { saveSuppressionSettings } from '@/lib/desk/save-suppression-settings';
import { saveSuppressionWebhook, testSuppressionWebhook } from '@/lib/desk/save-suppression-webhook';
import { refuseDaysMost } from '@/lib/suppression/limits';

const base = { namespace: 'suppression', role: 'admin' } as const;
const customerId = z.coerce
  .number('invalid')
  .int('invalid')
  .positive('invalid')
  .max(2_147_483_647, 'invalid');
const ticked = z
  .string()
  .optional()
  .transform((value) => value === 'on');
const text = (max: number) => z.string().trim().max(max, 'too-long').default('');

const settings = z.object({
  customerId,
  givesAddresses: ticked,
  refuses: ticked,
  refuseDays: z.coerce
    .number('out-of-range')
    .int('out-of-range')
    .min(1, 'out-of-range')
    .max(refuseDaysMost, 'out-of-range'),
});

export async function saveSettingsAction(_: FormState<{ customerId: number }>, form: FormData) {
  return runAction(
    {
      ...base,
      schema: settings,
      // Addresses of complainants may leave the house from here on.
      factor: ({ givesAddresses }) => (givesAddresses ? 'required' : undefined),
      perform: saveSuppressionSettings,
    },
    form,
  );
}

const webhook = z.object({
  customerId,
  url: text(2_000),
  caPem: text(20_000),
  secret: text(1_000),
  on: ticked,
});

export async function saveWebhookAction(_: FormState<{ on: boolean }>, form: FormData) {
  return runAction(
    {
      ...base,
      schema: webhook,
      factor: ({ on }) => (on ? 'if-set-up' : undefined),
      perform: (input, admin) => saveSuppressionWebhook(input, admin),
    },
    form,
  );
}

export async function testWebhookAction(_: FormState<{ status: number }>, form: FormData) {
  return runAction({ ...base, schema: webhook, perform: (input) => testSuppressionWebhook(input) }, form);
}

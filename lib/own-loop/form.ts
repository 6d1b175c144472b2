// The forms of our own feedback loop as their actions read them; issue messages are the codes of their texts. Pure.

import { z } from 'zod';
import { checkOwnResource } from '@/lib/attribution/own-network';
import { readAddresses, readDomains } from '@/lib/feedback-loops/check-identities';
import { identityLines } from '@/lib/feedback-loops/identity-lines';
import { proofMailboxes } from './types';

const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
const text = (max: number) =>
  z
    .string('invalid')
    .max(max, 'too-long')
    .default('')
    .transform((value) => value.replaceAll('\r\n', '\n').trim());
const wholeNumber = (max: number) =>
  z.coerce.number('not-a-number').int('not-a-number').min(1, 'out-of-range').max(max, 'out-of-range');

const address = text(320).transform((value, context) => {
  const read = readAddresses(value);
  const [only, ...more] = read.ok ? read.values : [];
  if (only !== undefined && more.length === 0 && !only.startsWith('@')) return only;
  context.addIssue({ code: 'custom', message: 'not-an-address' });
  return z.NEVER;
});

const ranges = text(4_000).transform((value, context) => {
  const lines = value.split(/[\n,]/).filter((line) => line.trim() !== '');
  const checked = lines.map((line) => checkOwnResource('range', line));
  const values = checked.flatMap((one) => (one.ok ? [one.value] : []));
  if (lines.length <= 50 && values.length === lines.length) return [...new Set(values)];
  context.addIssue({ code: 'custom', message: lines.length > 50 ? 'too-many' : 'not-a-range' });
  return z.NEVER;
});

/** `{id, seen, body}` of `saveSubscriber`. */
export const subscriberForm = z
  .object({
    id: z.coerce
      .number('invalid')
      .int('invalid')
      .min(0, 'invalid')
      .max(2_147_483_647, 'invalid')
      .transform((value) => value || null),
    seen: text(40).transform((value) => value || null),
    organisation: text(120).refine((value) => value !== '', 'required'),
    reportAddress: address,
    domains: identityLines(readDomains),
    ranges,
    perHour: wholeNumber(100_000),
    perDay: wholeNumber(1_000_000),
    note: text(4_000).transform((value) => value || null),
  })
  .transform(({ id: subscriber, seen, ...body }) => ({ id: subscriber, seen, body }));

export const codeForm = z.object({
  subscriberId: id,
  domainId: id,
  mailbox: z.enum(proofMailboxes, 'invalid'),
});
export const proofForm = z.object({
  subscriberId: id,
  domainId: id,
  code: text(40).refine((value) => value !== '', 'required'),
});
export const stateForm = z.object({ id, state: z.enum(['active', 'suspended', 'ended'], 'invalid') });

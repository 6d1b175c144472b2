// The form of a feedback loop as its action reads it.

import { z } from 'zod';
import { readAddresses, readDomains } from '@/lib/feedback-loops/check-identities';
import { identityLines } from '@/lib/feedback-loops/identity-lines';
import {
  DEFAULT_KINDS,
  EXPECTED_PER_DAY_MAX,
  FACTOR_MAX,
  FEE_CENTS_MAX,
  LOOP_STATES,
} from '@/lib/feedback-loops/types';

const text = (max: number) => z.string().trim().min(1, 'required').max(max, 'too-long');
const optional = (max: number) =>
  z
    .string()
    .trim()
    .max(max, 'too-long')
    .default('')
    .transform((value) => value.replaceAll('\r\n', '\n') || null);

const address = z
  .string()
  .trim()
  .toLowerCase()
  .max(320, 'too-long')
  .default('')
  .transform((value, context) => {
    const checked = readAddresses(value);
    const [first = null] = checked.ok ? checked.values : [];
    if (checked.ok && checked.values.length <= 1 && first?.startsWith('@') !== true) return first;
    context.addIssue({ code: 'custom', message: 'not-one-address' });
    return z.NEVER;
  });

// Only these two: a link of another scheme would run where somebody clicks it.
const link = optional(500).pipe(z.url({ protocol: /^https?$/, error: 'not-a-url' }).nullable());

const person = z.union([
  z.literal('').transform(() => null),
  z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid'),
]);

const checkbox = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

/** Codes of ISO 4217. */
const currencies = new Set(Intl.supportedValuesOf('currency'));

// A German keyboard writes 0,5.
const decimal = (shape: RegExp, code: string) =>
  z
    .string()
    .trim()
    .regex(shape, code)
    .transform((value) => (value === '' ? null : Number(value.replace(',', '.'))));

const settings = z.object({
  name: text(100),
  program: text(100),
  intakeAlias: address,
  fromAddresses: identityLines(readAddresses),
  envelopeDomains: identityLines(readDomains),
  dkimDomains: identityLines(readDomains),
  defaultKind: z.enum(DEFAULT_KINDS, 'invalid'),
  factor: decimal(/^\d{1,2}([.,]\d{1,3})?$/, 'not-a-factor')
    .transform((value) => value ?? 1)
    .refine((value) => value <= FACTOR_MAX, 'not-a-factor'),
  // 0,3 a day: two a week.
  expectedPerDay: decimal(/^(\d{1,7}([.,]\d{1,3})?)?$/, 'not-a-volume').refine(
    (value) => value === null || (value > 0 && value <= EXPECTED_PER_DAY_MAX),
    'not-a-volume',
  ),
  ownerId: person,
  deputyId: person,
  contactName: optional(200),
  contactEmail: address,
  contactPhone: optional(60),
  contactUrl: link,
  terms: optional(4_000),
  discloses: checkbox,
  maySuppressAddress: checkbox,
  fee: optional(200),
  feeCents: decimal(/^(\d{1,8}([.,]\d{1,2})?)?$/, 'not-an-amount')
    .transform((value) => (value === null ? null : Math.round(value * 100)))
    .refine((value) => value === null || value <= FEE_CENTS_MAX, 'not-an-amount'),
  feeCurrency: z
    .string()
    .trim()
    .default('')
    .transform((value) => value.toUpperCase() || 'EUR')
    .refine((value) => currencies.has(value), 'not-a-currency'),
  renewsOn: z.union([z.literal('').transform(() => null), z.iso.date('invalid')]),
  portalUrl: link,
});

export const loopId = z.coerce
  .number('invalid')
  .int('invalid')
  .positive('invalid')
  .max(2_147_483_647, 'invalid');

/** A new one names the state it is in. */
export const newLoop = settings.extend({ state: z.enum(LOOP_STATES, 'invalid') });
/** A known one names the version that the form shows. */
export const changedLoop = settings.extend({ id: loopId, version: z.string().max(40) });

// The forms of administrators as their actions read them; issue messages are the codes of their texts. Pure.

import { z } from 'zod';
import { normalName } from '@/lib/mime/domain-names';
import { readExtra } from './own-targets';
import { readCodes } from './read-codes';
import { listSubjects } from './types';

const text = (max: number) =>
  z
    .string('invalid')
    .max(max, 'too-long')
    .default('')
    .transform((value) => value.replaceAll('\r\n', '\n').trim());
const wholeNumber = (min: number, max: number) =>
  z.coerce.number('not-a-number').int('not-a-number').min(min, 'out-of-range').max(max, 'out-of-range');
const oneOrMore = z.union([z.array(z.string()), z.string().transform((value) => [value])]).default([]);
const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined);

const zone = text(250).transform((value, context) => {
  const name = normalName(value);
  if (name !== null && name.includes('.')) return name;
  context.addIssue({ code: 'custom', message: 'not-a-domain' });
  return z.NEVER;
});

const testDomain = text(250).transform((value, context) => {
  const name = value === '' ? null : normalName(value);
  if (value === '' || name !== null) return name;
  context.addIssue({ code: 'custom', message: 'not-a-domain' });
  return z.NEVER;
});

/** A step a line. */
const steps = text(4_000).transform((value, context) => {
  const lines = value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length <= 20 && lines.every((line) => line.length <= 300)) return lines;
  context.addIssue({ code: 'custom', message: 'too-long' });
  return z.NEVER;
});

/** `{id, seen, body}` of `saveBlockList`. */
export const blockListForm = z
  .object({
    id: z.coerce
      .number('invalid')
      .int('invalid')
      .min(0, 'invalid')
      .max(2_147_483_647, 'invalid')
      .transform((value) => value || null),
    seen: text(40).transform((value) => value || null),
    name: text(100).refine((value) => value !== '', 'required'),
    zone,
    subjects: oneOrMore.pipe(z.array(z.enum(listSubjects, 'invalid')).min(1, 'subject-needed')),
    isBitmask: ticked,
    listed: text(8_000),
    refused: text(8_000),
    harmless: text(8_000),
    testDomain,
    lookupUrl: text(500)
      .transform((value) => value || null)
      .pipe(z.url({ protocol: /^https?$/, error: 'not-a-url' }).nullable()),
    steps,
    note: text(4_000).transform((value) => value || null),
    queriesPerMinute: wholeNumber(10, 600),
    intervalMinutes: wholeNumber(15, 10_080),
    active: ticked,
  })
  .transform(({ id, seen, listed, refused, harmless, ...rest }, context) => {
    const read = readCodes({ listed, refused, harmless }, rest.isBitmask);
    if (read.ok) return { id, seen, body: { ...rest, codes: read.codes } };
    context.addIssue({ code: 'custom', message: read.code, path: [read.kind] });
    return z.NEVER;
  });

/** The scope. */
export const scopeForm = z.object({
  largestRange: wholeNumber(0, 4_096),
  maxAddresses: wholeNumber(0, 20_000),
  maxDomains: wholeNumber(0, 20_000),
  extra: text(20_000).transform((value, context) => {
    const read = readExtra(value);
    if (read.ok) return read.extra;
    context.addIssue({ code: 'custom', message: read.code });
    return z.NEVER;
  }),
});

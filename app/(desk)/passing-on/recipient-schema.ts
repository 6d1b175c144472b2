// The form of a recipient as its actions read it.

import { z } from 'zod';
import { readAddress } from '@/lib/mime/addresses';
import { redactionLevels, reportForms, rhythms } from '@/lib/passing-on/types';

const address = z
  .string()
  .trim()
  .max(254, 'too-long')
  .refine(
    (value) =>
      /^[\x21-\x7e]+@[a-z0-9.-]+\.[a-z0-9-]{2,63}$/i.test(value) &&
      !/[,;<>()"]/.test(value) &&
      readAddress(value) === value,
    'not-an-address',
  );

const settings = {
  to: address,
  form: z.enum(reportForms),
  rhythm: z.enum(rhythms),
  level: z.enum(redactionLevels),
  language: z.enum(['de', 'en']),
  isActive: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
};
const id = z.coerce.number().int().positive().max(2_147_483_647);

export const newRecipient = z.object({
  ...settings,
  number: z.string().trim().min(1, 'required').max(100, 'too-long'),
});
export const changedRecipient = z.object({ ...settings, id, version: z.iso.datetime() });
export const recipientId = z.object({ id });
export const mailVerdict = z.object({ id, verdict: z.enum(['arrived', 'send-again']) });

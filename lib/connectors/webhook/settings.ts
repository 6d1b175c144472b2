// What a webhook is set to. Pure. The secret beside it: `signingSecret`, which both ends sign with.

import { z } from 'zod';
import { measureKinds } from '@/lib/containment/types';
import { xclientSettings } from '../smtp-probe/settings';

/** A new password is not among them: it is never part of an order. */
export const webhookMeasures = measureKinds.filter((kind) => kind !== 'new-password');

export const webhookSettings = z.object({
  url: z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'not-a-url'),
  caPem: z
    .string()
    .refine((text) => text === '' || text.includes('-----BEGIN CERTIFICATE-----'), 'not-a-certificate')
    .default(''),
  probe: xclientSettings.nullable().default(null),
});

// What a mailcow is set to. Pure. The secret beside it: `apiKey`, a key that may read and write.

import { z } from 'zod';
import type { MeasureKind } from '@/lib/containment/types';
import { signInSettings } from '../smtp-probe/settings';

/** What its interface offers; sessions that are open cannot be ended through it. */
export const mailcowMeasures: readonly MeasureKind[] = [
  'throttle',
  'send-lock',
  'login-lock',
  'hold-queue',
  'new-password',
];

export const mailcowSettings = z.object({
  /** `https://mail.example.com`, as its own pages are opened. */
  url: z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'not-a-url'),
  caPem: z
    .string()
    .refine((text) => text === '' || text.includes('-----BEGIN CERTIFICATE-----'), 'not-a-certificate')
    .default(''),
  /** For how long its Dovecot lets in whom it let in before (`auth_cache_ttl`). */
  cacheSeconds: z.number().int().min(0).max(86_400).default(300),
  /** Where the canary tries whether it can send. */
  signIn: signInSettings.nullable().default(null),
});
export type MailcowSettings = z.infer<typeof mailcowSettings>;

'use server';
// Actions of the screen "API access"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { NAME_CHARS_MAX, RATE_MAX, RATE_MIN } from '@/lib/api-tokens/limits';
import { API_SCOPES } from '@/lib/api-tokens/types';
import { createApiToken } from '@/lib/desk/create-api-token';
import { revokeApiToken } from '@/lib/desk/revoke-api-token';

const base = { namespace: 'api', role: 'admin' } as const;

const newToken = z.object({
  name: z.string().trim().min(1, 'required').max(NAME_CHARS_MAX, 'too-long'),
  // One ticked box arrives as a text, several as a list, none not at all.
  scopes: z
    .preprocess(
      (value) => (typeof value === 'string' ? [value] : (value ?? [])),
      z.array(z.enum(API_SCOPES, 'invalid')),
    )
    .refine((scopes) => scopes.length > 0, 'scope-needed'),
  ratePerMinute: z
    .string('required')
    .trim()
    .regex(/^\d{1,9}$/, 'whole-number')
    .transform(Number)
    .refine((value) => value >= RATE_MIN && value <= RATE_MAX, 'out-of-range'),
});

export interface ShownToken {
  name: string;
  token: string;
}

export async function createTokenAction(_: FormState<ShownToken>, form: FormData) {
  return runAction({ ...base, schema: newToken, perform: createApiToken }, form);
}

const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');

export async function revokeTokenAction(_: FormState<{ name: string }>, form: FormData) {
  return runAction({ ...base, schema: z.object({ id }), perform: revokeApiToken }, form);
}

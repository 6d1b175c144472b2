'use server';
// Actions of the screen "Own network"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { removeOwnResource } from '@/lib/desk/remove-own-resource';
import { saveOwnResource } from '@/lib/desk/save-own-resource';
import { OWN_KINDS } from '@/lib/own-network/types';

const base = { namespace: 'network', role: 'admin' } as const;
const kind = z.enum(OWN_KINDS, 'invalid');
const value = z.string().trim().min(1, 'required').max(300, 'too-long');
const note = z
  .string()
  .trim()
  .max(300, 'too-long')
  .transform((text) => text || null);

export async function saveOwnResourceAction(_: FormState<{ value: string }>, form: FormData) {
  return runAction({ ...base, schema: z.object({ kind, value, note }), perform: saveOwnResource }, form);
}

export async function removeOwnResourceAction(_: FormState<{ value: string }>, form: FormData) {
  return runAction({ ...base, schema: z.object({ kind, value }), perform: removeOwnResource }, form);
}

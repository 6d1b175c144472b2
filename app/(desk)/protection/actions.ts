'use server';
// Actions of protected logins and product terms; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { measureKinds } from '@/lib/containment/types';
import { removeProductTerms, saveProductTerms } from '@/lib/desk/save-product-terms';
import { removeProtectedLogin, saveProtectedLogin } from '@/lib/desk/save-protected-login';

/** Whom nobody locks alone, and what terms allow: whoever changes that shows the second factor, where there is one. */
const plan = { namespace: 'connectors', role: 'admin', factor: 'if-set-up' } as const;
const text = (max: number) => z.string('invalid').trim().max(max, 'too-long');
const measure = z.enum(measureKinds, 'invalid');

export async function protectAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ login: text(320), reason: text(500) });
  return runAction({ ...plan, schema, perform: saveProtectedLogin }, form);
}

export async function unprotectAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ login: text(320) });
  return runAction({ ...plan, schema, perform: removeProtectedLogin }, form);
}

export async function termAction(_: FormState<null>, form: FormData) {
  const clause = text(200).transform((one) => (one === '' ? null : one));
  const schema = z.object({ contract: text(200), measure, since: z.iso.date('required'), clause });
  return runAction({ ...plan, schema, perform: saveProductTerms }, form);
}

export async function removeTermAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ contract: text(200), measure });
  return runAction({ ...plan, schema, perform: removeProductTerms }, form);
}

'use server';
// Actions of the second factor: show it, set it up, make new recovery codes. Everybody for themselves, in any role.

import { headers } from 'next/headers';
import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { clientAddress } from '@/lib/auth/client-address';
import { beginSecondFactor, type FactorOffer } from '@/lib/desk/begin-second-factor';
import { confirmSecondFactor } from '@/lib/desk/confirm-second-factor';
import { renewRecoveryCodes } from '@/lib/desk/renew-recovery-codes';
import { showSecondFactor } from '@/lib/desk/show-second-factor';

const base = { namespace: 'secondFactor', role: 'support' } as const;
const code = z.string('required').trim().min(1, 'required').max(40, 'code-wrong');

export async function showFactorAction(_: FormState<unknown>, form: FormData) {
  const address = clientAddress(await headers());
  return runAction(
    {
      ...base,
      schema: z.object({ code }),
      perform: (input, user) => showSecondFactor({ ...input, address }, user),
    },
    form,
  );
}

export async function beginFactorAction(_: FormState<FactorOffer>, form: FormData) {
  const address = clientAddress(await headers());
  return runAction(
    {
      ...base,
      factor: 'if-set-up',
      schema: z.object({ password: z.string('required').min(1, 'required').max(1000, 'too-long') }),
      perform: (input, user) => beginSecondFactor({ ...input, address }, user),
    },
    form,
  );
}

export async function confirmFactorAction(_: FormState<{ recoveryCodes: string[] }>, form: FormData) {
  const address = clientAddress(await headers());
  return runAction(
    {
      ...base,
      factor: 'if-set-up',
      schema: z.object({ code, sealed: z.string('invalid').min(1, 'invalid').max(500, 'invalid') }),
      perform: (input, user) => confirmSecondFactor({ ...input, address }, user),
    },
    form,
  );
}

export async function renewRecoveryCodesAction(_: FormState<{ recoveryCodes: string[] }>, form: FormData) {
  return runAction(
    {
      ...base,
      factor: 'if-set-up',
      schema: z.object({}),
      perform: (_input, user) => renewRecoveryCodes(user),
    },
    form,
  );
}

'use server';
// Actions of the screen "Users"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { allowRestricted } from '@/lib/desk/allow-restricted';
import { changeRole } from '@/lib/desk/change-role';
import { disableUser } from '@/lib/desk/disable-user';
import { enableUser } from '@/lib/desk/enable-user';
import { endSessions } from '@/lib/desk/end-sessions';
import { inviteUser, type OneTimePassword } from '@/lib/desk/invite-user';
import { renewPassword } from '@/lib/desk/renew-password';
import { resetSecondFactor } from '@/lib/desk/reset-second-factor';
import { LOGIN_PATTERN } from '@/lib/users/rules';
import { roles, type Role } from '@/lib/users/types';

const base = { namespace: 'users', role: 'admin' } as const;
/** What gives rights asks for the second factor. */
const giving = { ...base, factor: 'required' } as const;
const role = z.enum(roles, 'invalid');
const userId = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
const ofUser = z.object({ userId });

const invitation = z.object({
  login: z.string().trim().toLowerCase().min(1, 'required').regex(LOGIN_PATTERN, 'login-form'),
  name: z.string().trim().min(1, 'required').max(100, 'too-long'),
  role,
});

export async function inviteUserAction(_: FormState<OneTimePassword>, form: FormData) {
  return runAction({ ...giving, schema: invitation, perform: inviteUser }, form);
}

export async function renewPasswordAction(_: FormState<OneTimePassword>, form: FormData) {
  return runAction(
    { ...giving, schema: ofUser, perform: (input, admin) => renewPassword(input.userId, admin) },
    form,
  );
}

export async function changeRoleAction(_: FormState<{ role: Role }>, form: FormData) {
  return runAction(
    { ...giving, schema: z.object({ userId, from: role, to: role }), perform: changeRole },
    form,
  );
}

export async function disableUserAction(_: FormState<{ endedSessions: number }>, form: FormData) {
  return runAction(
    { ...base, schema: ofUser, perform: (input, admin) => disableUser(input.userId, admin) },
    form,
  );
}

export async function enableUserAction(_: FormState<{ changed: boolean }>, form: FormData) {
  return runAction(
    { ...giving, schema: ofUser, perform: (input, admin) => enableUser(input.userId, admin) },
    form,
  );
}

export async function endSessionsAction(_: FormState<{ ended: number }>, form: FormData) {
  return runAction(
    {
      ...base,
      schema: ofUser,
      perform: (input, admin) => endSessions({ whose: 'user', userId: input.userId }, admin),
    },
    form,
  );
}

export async function resetSecondFactorAction(_: FormState<{ endedSessions: number }>, form: FormData) {
  return runAction(
    { ...giving, schema: ofUser, perform: (input, admin) => resetSecondFactor(input.userId, admin) },
    form,
  );
}

const allowance = z.object({
  userId,
  allowed: z.enum(['yes', 'no'], 'invalid').transform((word) => word === 'yes'),
});

export async function allowRestrictedAction(_: FormState<{ allowed: boolean }>, form: FormData) {
  return runAction({ ...giving, schema: allowance, perform: allowRestricted }, form);
}

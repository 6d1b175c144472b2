'use server';
// Actions around signing in: out, change of password, language of somebody who is not signed in.

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { refresh } from 'next/cache';
import { z } from 'zod';
import { runAction } from '@/app/run-action';
import type { FormState } from '@/app/form-state';
import { clientAddress } from '@/lib/auth/client-address';
import { currentUser } from '@/lib/auth/current-user';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { changePassword } from '@/lib/desk/change-password';
import { signOut } from '@/lib/desk/sign-out';
import { env } from '@/lib/env';
import { isLocale, LOCALE_COOKIE } from '@/lib/i18n/locales';
import { placeAfterOneTime } from './place-after';

export async function signOutAction(): Promise<void> {
  const user = await currentUser();
  if (user !== null) await signOut(user);
  (await cookies()).delete(sessionCookieName(env().PUBLIC_URL));
  redirect('/sign-in');
}

const passwords = z.object({
  current: z.string().min(1, 'required').max(1000, 'too-long'),
  next: z.string().min(1, 'required').max(1000, 'password-too-long'),
  repeated: z.string().min(1, 'required').max(1000, 'password-too-long'),
});

export async function changePasswordAction(_: FormState<{ endedSessions: number }>, form: FormData) {
  const [address, user] = await Promise.all([headers().then(clientAddress), currentUser()]);
  // After a one-time password the page of this form sends everybody away: the answer itself says where to, so that no
  // second way out races it.
  const leadTo = user?.mustChangePassword ? await placeAfterOneTime(user) : undefined;
  return runAction(
    {
      namespace: 'changePassword',
      role: 'support',
      schema: passwords,
      allowPasswordChange: true,
      ...(leadTo === undefined ? {} : { leadTo }),
      perform: (input, user) => changePassword({ ...input, address }, user),
    },
    form,
  );
}

export async function chooseLanguageAction(form: FormData): Promise<void> {
  const locale = form.get('locale');
  if (!isLocale(locale)) return;
  const secure = env().PUBLIC_URL.startsWith('https://');
  (await cookies()).set(LOCALE_COOKIE, locale, {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
    maxAge: 365 * 86_400,
  });
  refresh();
}

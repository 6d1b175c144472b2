// The change of a one-time password, before anything else can be done.

import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { Button } from '@/app/components/ui';
import { currentUser } from '@/lib/auth/current-user';
import { signOutAction } from '../actions';
import { startOf } from '../place-after';
import { ChangePasswordForm } from './change-password-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('changePassword'))('title') };
}

export default async function ChangePasswordPage() {
  const [user, t, nav] = await Promise.all([
    currentUser(),
    getTranslations('changePassword'),
    getTranslations('nav'),
  ]);
  if (user === null) redirect('/sign-in');
  if (!user.mustChangePassword) redirect(startOf(user));
  return (
    <>
      <h1 className="text-xl font-semibold">{t('title')}</h1>
      <p className="mt-1 mb-5 text-muted">{t('why', { login: user.login })}</p>
      <ClientMessages namespaces={['changePassword']}>
        <ChangePasswordForm login={user.login} />
      </ClientMessages>
      <form action={signOutAction} className="mt-3">
        <Button type="submit" look="quiet">
          {nav('signOut')}
        </Button>
      </form>
    </>
  );
}

// The top line of the desk: name, state of intake, who is signed in.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { signOutAction } from '@/app/(auth)/actions';
import type { SignedInUser } from '@/lib/users/types';
import { Button } from '../ui';
import { HealthBar } from './health-bar';

export function HeaderBar({ user }: { user: SignedInUser }) {
  const t = useTranslations('nav');
  const common = useTranslations('common');
  const isHotline = user.role === 'support';
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-panel px-4 py-1.5">
      <Link href={isHotline ? '/support' : '/cases'} className="font-semibold text-text no-underline">
        {common('appName')}
      </Link>
      <div className="order-last w-full min-w-0 md:order-none md:w-auto md:flex-1">
        <Suspense fallback={null}>
          {isHotline ? null : <HealthBar isAdmin={user.role === 'admin'} />}
        </Suspense>
      </div>
      <div className="ml-auto flex items-center gap-1">
        <Link
          href="/me"
          aria-label={t('signedInAs', { name: user.name })}
          className="max-w-40 truncate rounded px-2 py-1"
        >
          {user.name}
        </Link>
        <form action={signOutAction}>
          <Button type="submit" look="quiet">
            {t('signOut')}
          </Button>
        </form>
      </div>
    </header>
  );
}

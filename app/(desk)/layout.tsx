// The desk: navigation, state of intake, content. Signed-in users only; each page and action asks again for itself.

import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { requireAnyRole } from '@/lib/auth/current-user';
import { BottomNav } from '../components/shell/bottom-nav';
import { HeaderBar } from '../components/shell/header-bar';
import { SideNav } from '../components/shell/side-nav';

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const user = await requireAnyRole();
  const t = await getTranslations('common');
  const viewer = {
    isAdmin: user.role === 'admin',
    isHotline: user.role === 'support',
    handlesRestricted: user.handlesRestricted,
  };
  return (
    <div data-single-keys={user.singleKeys ? 'on' : 'off'} className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only rounded bg-raised px-3 py-2 focus:not-sr-only focus:absolute focus:z-50"
      >
        {t('skipToContent')}
      </a>
      <HeaderBar user={user} />
      <div className="flex flex-1">
        <SideNav viewer={viewer} />
        <main
          id="content"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 pt-4 pb-20 outline-none lg:px-6 lg:pb-8"
        >
          {children}
        </main>
      </div>
      <BottomNav viewer={viewer} />
    </div>
  );
}

// The frame of every page: language, theme, texts for client components, and the sample provider's banner.

import type { Metadata, Viewport } from 'next';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { currentUser } from '@/lib/auth/current-user';
import { env } from '@/lib/env';
import { SampleBanner } from './components/shell/sample-banner';
import { ToastProvider } from './components/ui';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return {
    title: { template: `%s · ${t('appName')}`, default: t('appName') },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, user, { common, nav, stages }] = await Promise.all([
    getLocale(),
    currentUser(),
    getMessages(),
  ]);
  const theme = user?.theme ?? 'system';
  return (
    <html lang={locale} data-theme={theme === 'system' ? undefined : theme}>
      <body className="min-h-dvh">
        {/* Only the texts that client components of every page need; see ClientMessages for the others. */}
        <NextIntlClientProvider messages={{ common, nav, stages }}>
          <ToastProvider>
            {env().SAMPLE_PROVIDER ? <SampleBanner /> : null}
            {children}
          </ToastProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}

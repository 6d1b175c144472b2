// Hands further namespaces of the catalogue to the client components below it. The root hands out `common`, `nav` and
// `stages`; everything else stays on the server unless a page asks here, so that pages stay small.

import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Namespace } from '@/lib/i18n/messages';

export async function ClientMessages({
  namespaces,
  children,
}: {
  namespaces: Namespace[];
  children: ReactNode;
}) {
  const all = await getMessages();
  const wanted: Namespace[] = ['common', 'nav', 'stages', ...namespaces];
  const messages = Object.fromEntries(wanted.map((name) => [name, all[name]]));
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
}

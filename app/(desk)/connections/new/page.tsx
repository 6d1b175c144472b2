// Adding a list of prefixes or an export of the accounting.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { env } from '@/lib/env';
import { ConnectionForm } from '../connection-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connections'))('add') };
}

export default async function NewConnectionsPage() {
  await requireAdmin();
  const t = await getTranslations('connections');
  return (
    <>
      <PageHeader title={t('add')} text={t('addText')} />
      <ClientMessages namespaces={['connections']}>
        <ConnectionForm timeZone={env().DEFAULT_TIME_ZONE} />
      </ClientMessages>
    </>
  );
}

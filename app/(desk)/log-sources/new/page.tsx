// Following another log.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { env } from '@/lib/env';
import { LogSourceForm } from '../log-source-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('logSources'))('add') };
}

export default async function NewLogSourcePage() {
  await requireAdmin();
  const t = await getTranslations('logSources');
  const fresh = {
    name: '',
    path: '/var/log/mail.log',
    host: '',
    format: 'auto' as const,
    timeZone: env().DEFAULT_TIME_ZONE,
    syslogName: 'postfix',
  };
  return (
    <>
      <PageHeader title={t('add')} text={t('addText')} />
      <ClientMessages namespaces={['logSources']}>
        <LogSourceForm id={null} version="" settings={fresh} readOnly={false} />
      </ClientMessages>
    </>
  );
}

// One followed log: settings, test, pause.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { Alert, LinkButton, PageHeader } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireAdmin } from '@/lib/auth/current-user';
import { findLogSource } from '@/lib/log-sources/queries';
import { missingTitle } from '../../missing-title';
import { LogSourceForm } from '../log-source-form';
import { PauseForm } from './pause-form';

interface LogSourcePageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: LogSourcePageProps): Promise<Metadata> {
  await requireAdmin();
  const id = readId((await params).id);
  const source = id === null ? null : await findLogSource(id);
  return { title: source?.settings.name ?? (await missingTitle()) };
}

export default async function LogSourcePage({ params }: LogSourcePageProps) {
  await requireAdmin();
  const [t, common, { id: text }] = await Promise.all([
    getTranslations('logSources'),
    getTranslations('common'),
    params,
  ]);
  const id = readId(text) ?? notFound();
  const source = await findLogSource(id);
  if (source === null) notFound();
  return (
    <>
      <PageHeader
        title={source.settings.name}
        actions={<LinkButton href="/log-sources">{common('back')}</LinkButton>}
      />
      {source.fromEnvironment ? (
        <div className="mb-4 max-w-2xl">
          <Alert>{t('environmentText')}</Alert>
        </div>
      ) : null}
      <ClientMessages namespaces={['logSources']}>
        <LogSourceForm
          id={id}
          version={source.version}
          settings={source.settings}
          readOnly={source.fromEnvironment}
        />
        <PauseForm id={id} paused={source.paused} />
      </ClientMessages>
    </>
  );
}

// One log cluster: settings, test, pause.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { Alert, LinkButton, PageHeader } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireAdmin } from '@/lib/auth/current-user';
import { findCluster } from '@/lib/log-sources/cluster-queries';
import { clusterFormOf, readSettings } from '@/lib/maillog-lookup/opensearch/cluster-form';
import { missingTitle } from '../../../missing-title';
import { PauseForm } from '../../[id]/pause-form';
import { ClusterForm } from '../cluster-form';

interface ClusterPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ClusterPageProps): Promise<Metadata> {
  await requireAdmin();
  const id = readId((await params).id);
  const found = id === null ? null : await findCluster(id);
  return { title: found?.name ?? (await missingTitle()) };
}

export default async function ClusterPage({ params }: ClusterPageProps) {
  await requireAdmin();
  const [t, common, { id: text }] = await Promise.all([
    getTranslations('logCluster'),
    getTranslations('common'),
    params,
  ]);
  const id = readId(text) ?? notFound();
  const found = await findCluster(id);
  const settings = readSettings(found?.settings);
  if (found === null || settings === null) notFound();
  return (
    <>
      <PageHeader
        title={found.name}
        actions={<LinkButton href="/log-sources">{common('back')}</LinkButton>}
      />
      {found.fromEnvironment ? (
        <div className="mb-4 max-w-2xl">
          <Alert>{t('environmentText')}</Alert>
        </div>
      ) : null}
      <ClientMessages namespaces={['logCluster', 'logSources']}>
        <ClusterForm
          id={id}
          version={found.version}
          values={clusterFormOf(found.name, settings)}
          hasSecret={found.hasSecret}
          readOnly={found.fromEnvironment}
        />
        <PauseForm id={id} paused={found.paused} />
      </ClientMessages>
    </>
  );
}

// Connecting a log cluster.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { filebeatFields } from '@/lib/maillog-lookup/opensearch/field-lines';
import type { ClusterForm as Values } from '@/lib/maillog-lookup/opensearch/cluster-form';
import { ClusterForm } from '../cluster-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('logCluster'))('add') };
}

const fresh: Values = {
  name: '',
  url: 'https://',
  index: 'filebeat-*',
  shape: 'lines',
  auth: 'basic',
  username: '',
  secret: '',
  caPem: '',
  fieldLines: filebeatFields,
};

export default async function NewClusterPage() {
  await requireAdmin();
  const t = await getTranslations('logCluster');
  return (
    <>
      <PageHeader title={t('add')} text={t('addText')} />
      <ClientMessages namespaces={['logCluster', 'logSources']}>
        <ClusterForm id={null} version="" values={fresh} hasSecret={false} readOnly={false} />
      </ClientMessages>
    </>
  );
}

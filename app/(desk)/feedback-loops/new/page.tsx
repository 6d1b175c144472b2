// Adding a feedback loop.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import type { LoopSettings } from '@/lib/feedback-loops/types';
import { LoopForm } from '../loop-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('loops'))('add') };
}

const fresh: LoopSettings = {
  name: '',
  program: '',
  intakeAlias: null,
  fromAddresses: [],
  envelopeDomains: [],
  dkimDomains: [],
  defaultKind: 'user',
  factor: 1,
  active: true,
  discloses: true,
  expectedPerDay: null,
};

export default async function NewLoopPage() {
  await requireAdmin();
  const t = await getTranslations('loops');
  return (
    <>
      <PageHeader title={t('add')} text={t('addText')} />
      <ClientMessages namespaces={['loops']}>
        <LoopForm id={null} version="" settings={fresh} readOnly={false} />
      </ClientMessages>
    </>
  );
}

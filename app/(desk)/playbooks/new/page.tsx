// The first version of a playbook. Administrators only.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { PlaybookForm } from '../playbook-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('playbooks'))('edit.newTitle') };
}

export default async function NewPlaybookPage() {
  await requireAdmin();
  const t = await getTranslations('playbooks');
  return (
    <>
      <PageHeader
        title={t('edit.newTitle')}
        actions={<LinkButton href="/playbooks">{t('edit.back')}</LinkButton>}
      />
      <ClientMessages namespaces={['playbooks', 'measures', 'notices']}>
        <PlaybookForm current={null} />
      </ClientMessages>
    </>
  );
}

// Adding a recipient.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { RecipientForm, type RecipientDraft } from '../recipient-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('passingOn'))('add') };
}

const fresh: RecipientDraft = {
  to: '',
  form: 'arf',
  rhythm: 'at-once',
  level: 'tokens',
  language: 'de',
  isActive: true,
};

export default async function NewRecipientPage() {
  await requireAdmin();
  const t = await getTranslations('passingOn');
  return (
    <>
      <PageHeader title={t('add')} text={t('addText')} />
      <ClientMessages namespaces={['passingOn']}>
        <RecipientForm known={null} settings={fresh} isReadOnly={false} />
      </ClientMessages>
    </>
  );
}

// A subscriber is entered.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import type { SubscriberBody } from '@/lib/own-loop/types';
import { SubscriberForm } from '../subscriber-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ownLoop'))('add') };
}

const fresh: SubscriberBody = {
  organisation: '',
  reportAddress: '',
  domains: [],
  ranges: [],
  perHour: 500,
  perDay: 5_000,
  note: null,
};

export default async function NewSubscriberPage() {
  await requireAdmin();
  const t = await getTranslations('ownLoop');
  return (
    <>
      <PageHeader title={t('add')} text={t('addText')} />
      <ClientMessages namespaces={['ownLoop']}>
        <SubscriberForm id={null} seen="" body={fresh} />
      </ClientMessages>
    </>
  );
}

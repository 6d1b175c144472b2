// A block list is added, empty or with what is known of it.

import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { knownList } from '@/lib/block-lists/known-lists';
import type { ListBody } from '@/lib/block-lists/types';
import { ListForm } from '../list-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('blockLists'))('add') };
}

const fresh: ListBody = {
  name: '',
  zone: '',
  subjects: ['ipv4'],
  codes: [],
  isBitmask: false,
  testDomain: null,
  lookupUrl: null,
  steps: [],
  note: null,
  queriesPerMinute: 60,
  intervalMinutes: 240,
  active: false,
};

export default async function NewListPage({
  searchParams,
}: {
  searchParams: Promise<{ of?: string | string[] }>;
}) {
  await requireAdmin();
  const [t, locale, { of }] = await Promise.all([getTranslations('blockLists'), getLocale(), searchParams]);
  const known = typeof of === 'string' ? knownList(of) : null;
  return (
    <>
      <PageHeader title={t('add')} text={t(known === null ? 'addText' : 'addKnownText')} />
      <ClientMessages namespaces={['blockLists']}>
        <ListForm id={null} seen="" body={known === null ? fresh : bodyOf(known, locale)} />
      </ClientMessages>
      {known === null ? null : (
        <p className="mt-4 max-w-2xl break-words text-muted">
          {t('sources', { list: known.sources.join(', ') })}
        </p>
      )}
    </>
  );
}

function bodyOf(known: NonNullable<ReturnType<typeof knownList>>, locale: string): ListBody {
  const { name, zone, subjects, codes, isBitmask, testDomain, lookupUrl, note } = known;
  const text = locale === 'en' ? note.en : note.de;
  return { ...fresh, name, zone, subjects, codes, isBitmask, testDomain, lookupUrl, note: text };
}

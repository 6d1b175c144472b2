// Own network: what is ours, so that a reported mail can be told from a joe job. Everybody reads, administrators change.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader, Section } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { listOwnEntries } from '@/lib/own-network/queries';
import { OWN_KINDS } from '@/lib/own-network/types';
import { AddEntryForm } from './add-entry-form';
import { EntryList } from './entry-list';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('network'))('title') };
}

export default async function NetworkPage() {
  const user = await requireUser();
  const [t, entries] = await Promise.all([getTranslations('network'), listOwnEntries()]);
  const mayEdit = user.role === 'admin';
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <ClientMessages namespaces={['network']}>
        {OWN_KINDS.map((kind) => (
          <Section key={kind} title={t(`kinds.${kind}.title`)} text={t(`kinds.${kind}.text`)}>
            <div className="max-w-3xl">
              <EntryList
                entries={entries[kind]}
                mayEdit={mayEdit}
                emptyText={t(`kinds.${kind}.empty`)}
                label={t(`kinds.${kind}.title`)}
              />
              {mayEdit ? <AddEntryForm kind={kind} /> : null}
            </div>
          </Section>
        ))}
      </ClientMessages>
    </>
  );
}

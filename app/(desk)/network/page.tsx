// Own network: what is ours, so that a reported mail can be told from a joe job and providers know what to report to us.
// Everybody reads, administrators change.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader, Section } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { listOpenDuties } from '@/lib/feedback-loops/duty-queries';
import { loadProviderDetails } from '@/lib/own-network/detail-queries';
import { listOwnEntries } from '@/lib/own-network/queries';
import { OWN_KINDS } from '@/lib/own-network/types';
import { AddEntryForm } from './add-entry-form';
import { CsvImport } from './csv-import';
import { DetailsForm } from './details-form';
import { DirectoryImport } from './directory-import';
import { EntryList } from './entry-list';
import { ToldBanner } from './told-banner';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('network'))('title') };
}

export default async function NetworkPage() {
  const user = await requireUser();
  const [t, entries, details, duties] = await Promise.all([
    getTranslations('network'),
    listOwnEntries(),
    loadProviderDetails(),
    listOpenDuties(),
  ]);
  const mayEdit = user.role === 'admin';
  return (
    <ClientMessages namespaces={['network']}>
      <PageHeader title={t('title')} text={t('text')} />
      {duties.length === 0 ? null : <ToldBanner duties={duties} />}
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
      {mayEdit ? (
        <>
          <Section title={t('csv.title')} text={t('csv.text')}>
            <CsvImport />
          </Section>
          <Section title={t('fromDirectory.title')} text={t('fromDirectory.text')}>
            <DirectoryImport />
          </Section>
        </>
      ) : null}
      <DetailsForm details={details} mayEdit={mayEdit} />
    </ClientMessages>
  );
}

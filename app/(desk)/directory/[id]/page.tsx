// One directory: what its last reading came to, reading it now, its settings, pause and removal.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireAdmin } from '@/lib/auth/current-user';
import { findDirectory } from '@/lib/directory/queries';
import { missingTitle } from '../../missing-title';
import { DirectoryForm } from '../directory-form';
import { FindingTable } from '../finding-table';
import { kindForms } from '../kind-forms';
import { PauseForms } from './pause-forms';
import { ReadingPanel } from './reading-panel';
import { UploadFile } from './upload-file';

interface DirectorySourcePageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: DirectorySourcePageProps): Promise<Metadata> {
  await requireAdmin();
  const id = readId((await params).id);
  const source = id === null ? null : await findDirectory(id, new Date());
  return { title: source?.name ?? (await missingTitle()) };
}

export default async function DirectorySourcePage({ params }: DirectorySourcePageProps) {
  await requireAdmin();
  const [t, common, { id: text }] = await Promise.all([
    getTranslations('directory'),
    getTranslations('common'),
    params,
  ]);
  const id = readId(text) ?? notFound();
  const source = await findDirectory(id, new Date());
  if (source === null) notFound();
  const { findings, problems, conflicts } = source;
  const isListing = source.kind !== 'http' && source.kind !== 'abusehq';
  return (
    <>
      <PageHeader
        title={source.name}
        text={t(`kinds.${source.kind}`)}
        actions={<LinkButton href="/directory">{common('back')}</LinkButton>}
      />
      <ClientMessages namespaces={['directory']}>
        {source.settings['from'] === 'upload' ? <UploadFile id={id} file={source.file} /> : null}
        {isListing ? <ReadingPanel source={source} /> : null}
        {findings.length === 0 ? null : (
          <Section
            title={t('findingsTitle')}
            text={t('findingsText', { problems, conflicts, shown: findings.length })}
          >
            <FindingTable findings={findings} />
          </Section>
        )}
        <Section title={t('settings')}>
          <DirectoryForm
            id={id}
            version={source.version}
            name={source.name}
            everyMinutes={source.everyMinutes}
            forms={kindForms(source)}
            hasSecret={source.hasSecret}
          />
        </Section>
        <PauseForms id={id} name={source.name} paused={source.paused} />
      </ClientMessages>
    </>
  );
}

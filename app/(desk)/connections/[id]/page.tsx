// One source of connections: what its file says, reading it, removing it.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section, ShortTime } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireAdmin } from '@/lib/auth/current-user';
import { findConnectionSource } from '@/lib/connections/source-queries';
import { previewConnections } from '@/lib/desk/preview-connections';
import { FactList } from '../../cases/fact-list';
import { missingTitle } from '../../missing-title';
import { ConnectionState } from '../connection-state';
import { FileForm } from './file-form';
import { Preview } from './preview';
import { ReadForm, RemoveForm } from './source-forms';

interface ConnectionSourcePageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ConnectionSourcePageProps): Promise<Metadata> {
  await requireAdmin();
  const id = readId((await params).id);
  const source = id === null ? null : await findConnectionSource(id);
  return { title: source?.name ?? (await missingTitle()) };
}

export default async function ConnectionSourcePage({ params }: ConnectionSourcePageProps) {
  await requireAdmin();
  const id = readId((await params).id) ?? notFound();
  const [t, common, source] = await Promise.all([
    getTranslations('connections'),
    getTranslations('common'),
    findConnectionSource(id),
  ]);
  if (source === null) notFound();
  const isUpload = source.path === '';
  const preview = isUpload && source.fileName === null ? null : await previewConnections(source);
  const canRead = preview !== null && preview.problem === null;
  return (
    <>
      <PageHeader
        title={source.name}
        actions={<LinkButton href="/connections">{common('back')}</LinkButton>}
      />
      <FactList
        label={t('settings')}
        facts={[
          [t('kind'), t(`kinds.${source.kind}`)],
          [t('file'), isUpload ? (source.fileName ?? t('noFile')) : source.path],
          [t('timeZone'), source.timeZone],
          [t('state'), <ConnectionState key="s" source={source} />],
          [
            t('lastRead'),
            source.lastReadAt === null ? common('never') : <ShortTime date={source.lastReadAt} />,
          ],
        ]}
      />
      <ClientMessages namespaces={['connections']}>
        {isUpload ? (
          <Section title={t('upload.title')} text={t('upload.text')}>
            <FileForm id={id} />
          </Section>
        ) : null}
        {preview === null ? null : (
          <Section title={t('preview.title')} text={t('preview.text')}>
            <Preview preview={preview} />
            {canRead ? <ReadForm id={id} isAgain={source.confirmedAt !== null} /> : null}
          </Section>
        )}
        <Section title={t('remove.title')} text={t('remove.text')}>
          <RemoveForm id={id} name={source.name} />
        </Section>
      </ClientMessages>
    </>
  );
}

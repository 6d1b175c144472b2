// One playbook: its next version, and the versions before, each of which can be taken over again. Administrators only.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { listPlaybookVersions } from '@/lib/containment/playbook-queries';
import { missingTitle } from '../../missing-title';
import { PlaybookForm } from '../playbook-form';
import { PlaybookVersion } from '../playbook-version';

interface PlaybookPageProps {
  params: Promise<{ key: string }>;
}

const keyPattern = /^[a-z0-9-]{1,60}$/;

async function read({ params }: PlaybookPageProps) {
  const { key } = await params;
  const [versions, locale] = await Promise.all([
    keyPattern.test(key) ? listPlaybookVersions(key) : [],
    getLocale(),
  ]);
  const [current] = versions;
  if (current === undefined) return null;
  return { current, versions, name: locale === 'de' ? current.nameDe : current.nameEn };
}

export async function generateMetadata(props: PlaybookPageProps): Promise<Metadata> {
  await requireAdmin();
  return { title: (await read(props))?.name ?? (await missingTitle()) };
}

export default async function PlaybookPage(props: PlaybookPageProps) {
  await requireAdmin();
  const found = await read(props);
  if (found === null) notFound();
  const { current, versions, name } = found;
  const t = await getTranslations('playbooks');
  return (
    <>
      <PageHeader
        title={name}
        text={t('history.version', { version: current.version })}
        actions={<LinkButton href="/playbooks">{t('edit.back')}</LinkButton>}
      />
      <ClientMessages namespaces={['playbooks', 'measures', 'notices']}>
        <PlaybookForm key={current.id} current={current} />
        <Section title={t('history.title')}>
          <ol className="flex max-w-3xl flex-col gap-3">
            {versions.map((one) => (
              <PlaybookVersion key={one.id} one={one} current={current} />
            ))}
          </ol>
        </Section>
      </ClientMessages>
    </>
  );
}

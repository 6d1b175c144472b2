// One restricted mail: what is known of it without looking at it, the steps taken, and the next one.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, ShortTime } from '@/app/components/ui';
import { requireRestrictedHandler } from '@/lib/auth/current-user';
import { readId } from '@/lib/intake/list-parameters';
import { getRestricted, type RestrictedMail } from '@/lib/restricted/queries';
import { FactList } from '../../cases/fact-list';
import { FormatOrNone } from '../format-or-none';
import { Procedure } from '../procedure';
import { StageBadge } from '../stage-badge';
import { StepForms } from './step-forms';
import { StepTable } from './step-table';

interface RestrictedMailPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: RestrictedMailPageProps): Promise<Metadata> {
  await requireRestrictedHandler();
  const t = await getTranslations('restricted');
  return { title: t('heading', { id: (await params).id }) };
}

export default async function RestrictedMailPage({ params }: RestrictedMailPageProps) {
  const user = await requireRestrictedHandler();
  const id = readId((await params).id);
  const mail = id === null ? null : await getRestricted(user, id);
  if (mail === null) notFound();
  const t = await getTranslations('restricted');
  return (
    <>
      <PageHeader
        title={t('heading', { id: String(mail.id) })}
        actions={<LinkButton href="/restricted">{t('list')}</LinkButton>}
      />
      <MailFacts mail={mail} />
      <ClientMessages namespaces={['restricted']}>
        <StepForms mailId={mail.id} standing={mail.standing} steps={mail.steps} userId={user.id} />
      </ClientMessages>
      <StepTable steps={mail.steps} />
      <Procedure />
    </>
  );
}

function MailFacts({ mail }: { mail: RestrictedMail }) {
  const t = useTranslations('restricted');
  const { receivedAt, storedAt, format, sizeBytes, hasBytes, sha256, standing, places } = mail;
  const facts: [string, ReactNode][] = [
    [t('columns.stage'), <StageBadge key="s" stage={standing.stage} />],
    [t('columns.handler'), standing.handler?.name ?? '–'],
    [t('columns.received'), <ShortTime key="r" date={receivedAt} />],
    [t('facts.stored'), <ShortTime key="t" date={storedAt} />],
    [t('columns.format'), <FormatOrNone key="f" format={format} />],
    [t('columns.size'), t('facts.bytes', { size: sizeBytes })],
    [t('facts.content'), t(hasBytes ? 'facts.contentKept' : 'facts.contentGone')],
    [
      'SHA-256',
      <code key="h" className="text-[0.75rem] break-all">
        {sha256}
      </code>,
    ],
  ];
  const copies = places.filter(({ folder }) => folder !== null);
  if (copies.length > 0) facts.push([t('facts.places'), <Places key="p" places={copies} />]);
  return <FactList facts={facts} />;
}

function Places({ places }: { places: RestrictedMail['places'] }) {
  const t = useTranslations('restricted.facts');
  return (
    <>
      {places.map(({ mailbox, folder }) => (
        <span key={`${mailbox} ${folder}`} className="block break-all">
          {t('place', { mailbox, folder: folder ?? '' })}
        </span>
      ))}
      <span className="block text-[0.8125rem] text-muted">{t('placesHint')}</span>
    </>
  );
}

// One program: what is known of it, by which source, how one subscribes, and what an administrator corrected.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { bodyOf } from '@/lib/feedback-loops/programs/correction';
import { findProgram, subscriptionsOf } from '@/lib/feedback-loops/programs/queries';
import { missingTitle } from '../../../missing-title';
import { ProgramForm } from '../program-form';
import { ProgramState } from '../program-state';
import { ProgramFacts } from './program-facts';
import { ResetForm } from './reset-form';
import { SourceList } from './source-list';

interface ProgramPageProps {
  params: Promise<{ id: string }>;
}

const entryOf = cache((id: string) => (/^[a-z0-9-]{1,60}$/.test(id) ? findProgram(id) : null));

export async function generateMetadata({ params }: ProgramPageProps): Promise<Metadata> {
  await requireUser();
  const entry = await entryOf((await params).id);
  return { title: entry?.program.name ?? (await missingTitle()) };
}

export default async function ProgramPage({ params }: ProgramPageProps) {
  const user = await requireUser();
  const { id } = await params;
  const entry = await entryOf(id);
  if (entry === null) notFound();
  const [t, common, subscriptions] = await Promise.all([
    getTranslations('programs'),
    getTranslations('common'),
    subscriptionsOf(entry),
  ]);
  const isAdmin = user.role === 'admin';
  const { program, correction, isOwn } = entry;
  const canSubscribe = isAdmin && program.status !== 'retired' && program.apply.through === null;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            {program.name} <ProgramState status={program.status} />
          </span>
        }
        actions={
          <>
            <LinkButton href="/feedback-loops/programs">{common('back')}</LinkButton>
            {canSubscribe ? (
              <LinkButton look="primary" href={`/feedback-loops/new?program=${program.id}`}>
                {t('subscribe')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <ProgramFacts entry={entry} subscriptions={subscriptions} />
      <SourceList facts={program.facts} />
      {isAdmin ? (
        <Section title={t(isOwn ? 'change' : 'correct')} text={t(isOwn ? 'changeText' : 'correctText')}>
          <ClientMessages namespaces={['programs']}>
            <ProgramForm
              key={correction?.updatedAt.toISOString() ?? ''}
              id={program.id}
              seen={correction?.updatedAt.toISOString() ?? ''}
              body={bodyOf(entry)}
            />
            {correction === null ? null : <ResetForm id={program.id} isOwn={isOwn} />}
          </ClientMessages>
        </Section>
      ) : null}
    </>
  );
}

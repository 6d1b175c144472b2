// One subscriber: where he stands, his domains and their proofs, what went out, his settings.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireAdmin } from '@/lib/auth/current-user';
import { findSubscriber, listReports, type SubscriberRow } from '@/lib/own-loop/queries';
import { missingTitle } from '../../missing-title';
import { SubscriberForm } from '../subscriber-form';
import { SubscriberState } from '../subscriber-state';
import { DomainList } from './domain-list';
import { ReportTable } from './report-table';
import { StateForms } from './state-forms';

interface SubscriberPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ before?: string | string[] }>;
}

const pageSize = 30;
const subscriberOf = cache((text: string) => {
  const id = readId(text);
  return id === null ? Promise.resolve(null) : findSubscriber(id);
});

export async function generateMetadata({ params }: SubscriberPageProps): Promise<Metadata> {
  await requireAdmin();
  const subscriber = await subscriberOf((await params).id);
  return { title: subscriber?.organisation ?? (await missingTitle()) };
}

export default async function SubscriberPage({ params, searchParams }: SubscriberPageProps) {
  await requireAdmin();
  const subscriber = await subscriberOf((await params).id);
  if (subscriber === null) notFound();
  const { before } = await searchParams;
  const from = readId(typeof before === 'string' ? before : undefined);
  const [t, common, format, reports] = await Promise.all([
    getTranslations('ownLoop'),
    getTranslations('common'),
    getFormatter(),
    listReports(subscriber.id, from, pageSize + 1),
  ]);
  const { id, organisation, state, stateSince } = subscriber;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            {organisation} <SubscriberState state={state} />
          </span>
        }
        text={t(`stateTexts.${state}`, { at: format.dateTime(stateSince, 'short') })}
        actions={<LinkButton href="/own-loop">{common('back')}</LinkButton>}
      />
      <ClientMessages namespaces={['ownLoop']}>
        <StateForms id={id} state={state} />
        <Section title={t('domains')} text={t('proofText')}>
          <DomainList subscriberId={id} domains={subscriber.domains} mayProve={state !== 'ended'} />
        </Section>
      </ClientMessages>
      <Section
        title={t('reports')}
        text={t('reportsText', { queued: subscriber.queued, held: subscriber.held })}
      >
        <ReportTable id={id} reports={reports} pageSize={pageSize} isFirst={from === null} />
      </Section>
      <Section title={t('settings')}>
        <ClientMessages namespaces={['ownLoop']}>
          <Settings subscriber={subscriber} />
        </ClientMessages>
      </Section>
    </>
  );
}

function Settings({ subscriber }: { subscriber: SubscriberRow }) {
  const { id, organisation, reportAddress, domains, ranges, perHour, perDay, note, updatedAt } = subscriber;
  const seen = updatedAt.toISOString();
  const names = domains.map(({ domain }) => domain);
  const body = { organisation, reportAddress, domains: names, ranges, perHour, perDay, note };
  return <SubscriberForm key={seen} id={id} seen={seen} body={body} />;
}

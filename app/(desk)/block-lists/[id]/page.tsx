// One listing: what the list says, who was sending, what is to be done, and where the same was listed before.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { Badge, LinkButton, PageHeader, Section } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { findListing, knownSenders, otherListings } from '@/lib/block-lists/queries';
import { readId } from '@/app/read-id';
import { missingTitle } from '../../missing-title';
import { ListingTable } from '../listing-table';
import { ListingFacts } from './listing-facts';
import { SenderTable } from './sender-table';
import { StepList } from './step-list';

interface ListingPageProps {
  params: Promise<{ id: string }>;
}

const listingOf = cache((text: string) => {
  const id = readId(text);
  return id === null ? Promise.resolve(null) : findListing(id);
});

export async function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  await requireUser();
  const listing = await listingOf((await params).id);
  return { title: listing?.subject ?? (await missingTitle()) };
}

export default async function ListingPage({ params }: ListingPageProps) {
  await requireUser();
  const listing = await listingOf((await params).id);
  if (listing === null) notFound();
  const [t, common, senders, others] = await Promise.all([
    getTranslations('blockLists'),
    getTranslations('common'),
    knownSenders(listing.senders),
    otherListings(listing),
  ]);
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2 break-all">
            {listing.subject}{' '}
            {listing.endedAt === null ? (
              <Badge tone="danger">{t('listed')}</Badge>
            ) : (
              <Badge tone="ok">{t(listing.endedBy === 'delisted' ? 'delisted' : 'notChecked')}</Badge>
            )}
          </span>
        }
        text={listing.list.name}
        actions={<LinkButton href="/block-lists">{common('back')}</LinkButton>}
      />
      <ListingFacts listing={listing} />
      <Section title={t('checklist')} text={t('checklistText')}>
        <ClientMessages namespaces={['blockLists']}>
          <StepList id={listing.id} steps={listing.steps} />
        </ClientMessages>
      </Section>
      <Section title={t('sendersTitle')} text={t('sendersText')}>
        <SenderTable senders={senders} count={listing.senderCount} />
      </Section>
      {others.length === 0 ? null : (
        <Section title={t('others')}>
          <ListingTable rows={others} label={t('others')} />
        </Section>
      )}
    </>
  );
}

// Block lists: which of our addresses and domains are listed now, and which were. Everybody reads and ticks.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, Pagination, Tabs } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { listingQuery, listingTabs, parseListingParameters } from '@/lib/block-lists/list-parameters';
import { listBlockLists, listListings } from '@/lib/block-lists/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { ProblemList } from '../cases/problem-list';
import { ListingTable } from './listing-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('blockLists'))('title') };
}

export default async function BlockListsPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  await requireUser();
  const { tab, after, problems } = parseListingParameters(await searchParams);
  const [t, page, lists] = await Promise.all([
    getTranslations('blockLists'),
    listListings(tab, after),
    listBlockLists(),
  ]);
  const active = lists.filter((list) => list.active);
  const unsure = active.filter(({ state }) => state !== 'answers').length;
  const tabs = listingTabs.map((key) => ({
    key,
    href: `/block-lists${listingQuery(key)}`,
    label: t(`tabs.${key}`),
  }));
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={<LinkButton href="/block-lists/lists">{t('lists')}</LinkButton>}
      />
      <ProblemList problems={problems} resetHref="/block-lists" />
      <Tabs label={t('tabsLabel')} tabs={tabs} current={tab} />
      <p className="mb-3 text-muted">{t('asked', { count: active.length, unsure })}</p>
      {page.rows.length === 0 ? (
        <NothingListed tab={tab} isAsking={active.length > 0} />
      ) : (
        <ListingTable rows={page.rows} label={t(`tabs.${tab}`)} />
      )}
      <Pagination
        firstHref={after === null ? null : `/block-lists${listingQuery(tab)}`}
        nextHref={page.after === null ? null : `/block-lists${listingQuery(tab, page.after)}`}
      />
    </>
  );
}

/** Nothing is listed, nothing was, or nobody asks: not the same. */
async function NothingListed({ tab, isAsking }: { tab: 'open' | 'ended'; isAsking: boolean }) {
  const t = await getTranslations('blockLists.empty');
  if (tab === 'ended') return <EmptyState title={t('endedTitle')} text={t('endedText')} />;
  if (isAsking) return <EmptyState title={t('openTitle')} text={t('openText')} />;
  const toLists = <LinkButton href="/block-lists/lists">{t('toLists')}</LinkButton>;
  return <EmptyState title={t('noListsTitle')} text={t('noListsText')} action={toLists} />;
}

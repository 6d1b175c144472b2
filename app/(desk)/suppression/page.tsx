// Suppression lists: the customers whose list mail somebody no longer wants, how much is on each list, and whether the
// customer's list software is told.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState, PageHeader, Pagination, Tabs, TextField } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { searchMostChars } from '@/lib/suppression/limits';
import {
  listQuery,
  listTabs,
  parseListParameters,
  searchLeastChars,
  type ListView,
} from '@/lib/suppression/list-parameters';
import { listSuppressionLists } from '@/lib/suppression/overview-queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { ProblemList } from '../cases/problem-list';
import { FilterForm } from '../filter-form';
import { ListTable } from './list-table';

const path = '/suppression';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('suppression'))('title') };
}

export default async function SuppressionPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  await requireUser();
  const { view, problems } = parseListParameters(await searchParams);
  const [t, page] = await Promise.all([getTranslations('suppression'), listSuppressionLists(view)]);
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <ProblemList problems={problems} resetHref={path} />
      <Tabs
        label={t('title')}
        tabs={listTabs.map((key) => ({
          key,
          href: `${path}${listQuery({ tab: key, search: null })}`,
          label: t(`listTabs.${key}`),
        }))}
        current={view.tab}
      />
      <ListFilter view={view} />
      {page.rows.length > 0 ? <ListTable rows={page.rows} /> : <NoLists view={view} />}
      <Pagination
        firstHref={view.after === null ? null : `${path}${listQuery(view)}`}
        nextHref={page.after === null ? null : `${path}${listQuery(view, page.after)}`}
      />
    </>
  );
}

async function ListFilter({ view: { search } }: { view: ListView }) {
  const t = await getTranslations('suppression');
  return (
    <FilterForm
      action={path}
      label={t('listSearch.label')}
      submit={t('searchSubmit')}
      clear={search === null ? null : { href: path, text: t('searchClear') }}
    >
      <TextField
        key={search}
        type="search"
        name="search"
        label={t('listSearch.label')}
        placeholder={t('listSearch.hint')}
        defaultValue={search ?? ''}
        minLength={searchLeastChars}
        maxLength={searchMostChars}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="w-full sm:w-[26rem]"
      />
    </FilterForm>
  );
}

async function NoLists({ view: { tab, search, after } }: { view: ListView }) {
  const t = await getTranslations('suppression');
  if (after !== null) return <EmptyState title={t('endTitle')} />;
  if (search !== null) return <EmptyState title={t('listSearch.none')} text={t('listSearch.noneText')} />;
  if (tab === 'failing') return <EmptyState title={t('noneFailing')} text={t('noneFailingText')} />;
  return <EmptyState title={t('empty')} text={t('emptyText')} />;
}

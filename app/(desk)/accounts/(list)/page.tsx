// Accounts: what is noteworthy, most urgent first, and the directory of all, with a search.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, Pagination, Tabs, TextField } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import {
  accountQuery,
  accountSearchMinChars,
  accountTabs,
  parseAccountParameters,
  type AccountListView,
} from '@/lib/customers/list-parameters';
import { listAccounts } from '@/lib/customers/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { ProblemList } from '../../cases/problem-list';
import { FilterForm } from '../../filter-form';
import { AccountTable } from '../account-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounts'))('title') };
}

export default async function AccountsPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  await requireUser();
  const { view, problems } = parseAccountParameters(await searchParams);
  const { tab, search } = view;
  const [t, page] = await Promise.all([getTranslations('accounts'), listAccounts(view)]);
  const isPaged = view.after !== null || view.before !== null;
  const href = (where: { after?: string; before?: string } = {}) => `/accounts${accountQuery(view, where)}`;
  return (
    <>
      <PageHeader title={t('title')} />
      <ProblemList problems={problems} resetHref="/accounts" />
      <Tabs
        label={t('tabsLabel')}
        tabs={accountTabs.map((key) => ({
          key,
          href: `/accounts${accountQuery({ tab: key, search: null })}`,
          label: t(`tabs.${key}`),
        }))}
        current={tab}
      />
      <FilterForm
        action="/accounts"
        label={t('search')}
        submit={t('searchSubmit')}
        clear={search === null ? null : { href: '/accounts', text: t('clear') }}
      >
        <TextField
          key={search}
          type="search"
          name="search"
          label={t('search')}
          placeholder={t('searchHint')}
          defaultValue={search ?? ''}
          minLength={accountSearchMinChars}
          maxLength={100}
          className="w-full sm:w-80"
        />
      </FilterForm>
      {page.rows.length > 0 ? <AccountTable rows={page.rows} label={t('title')} /> : null}
      {page.rows.length > 0 ? null : <NoAccounts view={view} isPaged={isPaged} />}
      <Pagination
        firstHref={isPaged ? href() : null}
        previousHref={page.before === null ? null : href({ before: page.before })}
        nextHref={page.after === null ? null : href({ after: page.after })}
      />
    </>
  );
}

async function NoAccounts({ view: { tab, search }, isPaged }: { view: AccountListView; isPaged: boolean }) {
  const t = await getTranslations('accounts');
  if (isPaged) return <EmptyState title={t('endTitle')} />;
  const toAll = (
    <LinkButton href={`/accounts${accountQuery({ tab: 'all', search: null })}`}>{t('toAll')}</LinkButton>
  );
  if (tab === 'noteworthy')
    return <EmptyState title={t('quietTitle')} text={t('quietText')} action={toAll} />;
  if (search === null) return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  return (
    <EmptyState
      title={t('noHitTitle', { search })}
      action={<LinkButton href="/accounts">{t('clear')}</LinkButton>}
    />
  );
}

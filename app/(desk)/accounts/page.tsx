// Accounts: the directory, by kind and login, with a search.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { EmptyState, LinkButton, PageHeader, Pagination, TextField } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { accountQuery, accountSearchMinChars, parseAccountParameters } from '@/lib/customers/list-parameters';
import { listAccounts } from '@/lib/customers/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { ProblemList } from '../cases/problem-list';
import { FilterForm } from '../filter-form';
import { AccountTable } from './account-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounts'))('title') };
}

export default async function AccountsPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  await requireUser();
  const { view, problems } = parseAccountParameters(await searchParams);
  const { search } = view;
  const [t, page] = await Promise.all([getTranslations('accounts'), listAccounts(view)]);
  const isPaged = view.after !== null || view.before !== null;
  const href = (where: { after?: string; before?: string } = {}) => `/accounts${accountQuery(search, where)}`;
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <ProblemList problems={problems} resetHref="/accounts" />
      <FilterForm action="/accounts" label={t('search')} submit={t('searchSubmit')}>
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
        {search === null ? null : (
          <Link href="/accounts" className="self-end py-1.5">
            {t('clear')}
          </Link>
        )}
      </FilterForm>
      {page.rows.length > 0 ? <AccountTable rows={page.rows} label={t('title')} /> : null}
      {page.rows.length > 0 ? null : <NoAccounts search={search} isPaged={isPaged} />}
      <Pagination
        firstHref={isPaged ? href() : null}
        previousHref={page.before === null ? null : href({ before: page.before })}
        nextHref={page.after === null ? null : href({ after: page.after })}
      />
    </>
  );
}

async function NoAccounts({ search, isPaged }: { search: string | null; isPaged: boolean }) {
  const t = await getTranslations('accounts');
  if (isPaged) return <EmptyState title={t('endTitle')} />;
  if (search === null) return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  return <EmptyState title={t('noHitTitle', { search })} action={<LinkButton href="/accounts">{t('clear')}</LinkButton>} />;
}

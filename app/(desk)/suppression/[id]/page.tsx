// One customer's suppression list: how it stands, its entries and why each is there, and, for administrators, what it does.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import {
  EmptyState,
  LinkButton,
  PageHeader,
  Pagination,
  Section,
  Tabs,
  TextField,
} from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { listEntries } from '@/lib/suppression/entry-queries';
import { searchMostChars } from '@/lib/suppression/limits';
import {
  entryQuery,
  entryTabs,
  parseEntryParameters,
  searchLeastChars,
  type EntryView,
} from '@/lib/suppression/list-parameters';
import { countAllowingLoops, findSuppressionList } from '@/lib/suppression/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { ProblemList } from '../../cases/problem-list';
import { FilterForm } from '../../filter-form';
import { missingTitle } from '../../missing-title';
import { EntryTable } from './entry-table';
import { ListFacts } from './list-facts';
import { SettingsForm } from './settings-form';
import { WebhookForm } from './webhook-form';
import { WebhookState } from './webhook-state';

interface ListPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<RawParameters>;
}

export async function generateMetadata({ params }: ListPageProps): Promise<Metadata> {
  await requireUser();
  const id = readId((await params).id);
  const list = id === null ? null : await findSuppressionList(id);
  if (list === null) return { title: await missingTitle() };
  return { title: `${(await getTranslations('suppression'))('title')} · ${list.name}` };
}

export default async function SuppressionListPage({ params, searchParams }: ListPageProps) {
  const user = await requireUser();
  const id = readId((await params).id) ?? notFound();
  const { view, problems } = parseEntryParameters(await searchParams);
  const [t, common, list, page, allowing] = await Promise.all([
    getTranslations('suppression'),
    getTranslations('common'),
    findSuppressionList(id),
    listEntries(id, view),
    countAllowingLoops(),
  ]);
  if (list === null) notFound();
  const { tab, search, after, before } = view;
  const isPaged = after !== null || before !== null;
  const href = (where: { after?: string; before?: string } = {}) =>
    `/suppression/${id}${entryQuery(view, where)}`;
  return (
    <>
      <PageHeader
        title={list.name}
        text={list.number}
        actions={
          <>
            <LinkButton href={`/suppression/${id}/csv`} prefetch={false}>
              {t('export')}
            </LinkButton>
            <LinkButton href="/suppression">{common('back')}</LinkButton>
          </>
        }
      />
      <ProblemList problems={problems} resetHref={`/suppression/${id}`} />
      <ListFacts list={list} />
      <Section title={t('entries.title')} text={t('entries.text')}>
        <Tabs
          label={t('tabsLabel')}
          tabs={entryTabs.map((key) => ({
            key,
            href: `/suppression/${id}${entryQuery({ tab: key, search })}`,
            label: t(`tabs.${key}`),
          }))}
          current={tab}
        />
        <EntryFilter customerId={id} view={view} />
        <ClientMessages namespaces={['suppression']}>
          {page.rows.length > 0 ? <EntryTable customerId={id} tab={tab} rows={page.rows} /> : null}
        </ClientMessages>
        {page.rows.length > 0 ? null : <NoEntries view={view} />}
        <Pagination
          firstHref={isPaged ? href() : null}
          previousHref={page.before === null ? null : href({ before: page.before })}
          nextHref={page.after === null ? null : href({ after: page.after })}
        />
      </Section>
      {user.role === 'admin' ? (
        <ClientMessages namespaces={['suppression']}>
          <Section title={t('settings.title')} text={t('settings.text')}>
            <SettingsForm list={list} allowing={allowing} />
          </Section>
          <Section title={t('webhook.title')} text={t('webhook.text')}>
            <WebhookState list={list} />
            <WebhookForm list={list} />
          </Section>
        </ClientMessages>
      ) : null}
    </>
  );
}

async function EntryFilter({ customerId, view: { tab, search } }: { customerId: number; view: EntryView }) {
  const t = await getTranslations('suppression');
  const path = `/suppression/${customerId}`;
  return (
    <FilterForm
      action={path}
      label={t('entrySearch.label')}
      submit={t('searchSubmit')}
      clear={
        search === null
          ? null
          : { href: `${path}${entryQuery({ tab, search: null })}`, text: t('searchClear') }
      }
    >
      {tab === 'active' ? null : <input type="hidden" name="tab" value={tab} />}
      <TextField
        key={search}
        type="search"
        name="search"
        label={t('entrySearch.label')}
        placeholder={t('entrySearch.hint')}
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

async function NoEntries({ view: { tab, search, after, before } }: { view: EntryView }) {
  const t = await getTranslations('suppression');
  if (after !== null || before !== null) return <EmptyState title={t('entries.end')} />;
  if (search !== null)
    return <EmptyState title={t('entrySearch.none')} text={t(`entrySearch.noneText.${tab}`)} />;
  return <EmptyState title={t('entries.none')} text={t(`entries.noneText.${tab}`)} />;
}

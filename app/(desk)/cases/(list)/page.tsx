// Cases: the accounts that need a decision, most urgent first. The whole state of the list is its address.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader, Pagination } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import {
  beginsWithAttention,
  isFiltered,
  listQuery,
  parseListParameters,
  type CaseListView,
} from '@/lib/cases/list-parameters';
import { listAttention } from '@/lib/cases/attention-queries';
import { countTabs, customerName, listAssignees, listCases, type Assignee } from '@/lib/cases/queries';
import { healthSummary } from '@/lib/intake/health-queries';
import type { ParameterProblem, RawParameters } from '@/lib/url/parameter-reader';
import { AttentionStrip } from '../attention-strip';
import { CaseFilter } from '../case-filter';
import { CaseTable } from '../case-table';
import { CaseTabs } from '../case-tabs';
import { EmptyList } from '../empty-list';
import { ListKeys } from '../list-keys';
import { NewCasesPill } from '../new-cases-pill';
import { ProblemList } from '../problem-list';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cases'))('title') };
}

export default async function CasesPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  const user = await requireUser();
  const now = new Date();
  const { view, problems } = parseListParameters(await searchParams);
  const [t, page, counts, assignees, customer, attention] = await Promise.all([
    getTranslations('cases'),
    listCases(view, user.id, now),
    countTabs(user.id),
    listAssignees(),
    view.customer === null ? null : customerName(view.customer),
    listAttention(view.tab, user.id),
  ]);
  const unknown = unknownNames(view, assignees, customer);
  const href = (changes: Partial<CaseListView>) => `/cases${listQuery(view, changes)}`;
  const isEmpty = page.rows.length === 0;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <NewCasesPill tab={view.tab} since={now.toISOString()} />
            <ListKeys isOn={user.singleKeys} />
          </>
        }
      />
      <ProblemList problems={[...problems, ...unknown]} resetHref="/cases" />
      <CaseTabs view={view} counts={counts} />
      <CaseFilter view={view} assignees={assignees} customer={customer} />
      <AttentionStrip rows={attention} list={listQuery(view)} areFirst={beginsWithAttention(view)} />
      {isEmpty ? (
        <EmptyList
          view={view}
          hidden={isFiltered(view) ? counts[view.tab] : 0}
          health={await healthSummary()}
          isAdmin={user.role === 'admin'}
          now={now}
        />
      ) : (
        <CaseTable
          rows={page.rows}
          assignees={assignees}
          list={listQuery(view)}
          now={now}
          isEnded={view.tab === 'ended'}
        />
      )}
      <Pagination
        firstHref={(view.after ?? view.before) ? href({}) : null}
        previousHref={page.before === null ? null : href({ before: page.before })}
        nextHref={page.after === null ? null : href({ after: page.after })}
      />
    </>
  );
}

/** Filters that name somebody who does not exist: well-formed, and still worth a sentence. */
function unknownNames(
  view: CaseListView,
  assignees: Assignee[],
  customer: string | null,
): ParameterProblem[] {
  const { assignee } = view;
  const isKnown =
    assignee === null ||
    ['me', 'none', ...assignees.map(({ login }) => login)].includes(assignee.toLowerCase());
  return [
    ...(isKnown ? [] : [{ parameter: 'assignee', value: assignee, code: 'unknown' as const }]),
    ...(view.customer === null || customer !== null
      ? []
      : [{ parameter: 'customer', value: view.customer, code: 'unknown' as const }]),
  ];
}

// Account: what it scores and why, thirty days of complaints, its cases, who complains, and the customer around it.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { PageHeader, Pagination, Section, ShortTime, StageBadge } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { listAccountCases } from '@/lib/cases/detail-queries';
import {
  complaintsByDay,
  getAccount,
  listAccountReporters,
  listSiblings,
  type AccountDetail,
} from '@/lib/customers/queries';
import { readCustomer } from '@/lib/desk/read-customer';
import { listComplaints, readComplaintKey } from '@/lib/reports/queries';
import { stageCodes } from '@/lib/scoring/stages';
import { ParameterReader, type RawParameters } from '@/lib/url/parameter-reader';
import { CaseHistoryTable } from '../../cases/case-history-table';
import { ComplaintTable } from '../../cases/complaint-table';
import { FactList } from '../../cases/fact-list';
import { ProblemList } from '../../cases/problem-list';
import { CustomerCard } from '../../customer-card';
import { missingTitle } from '../../missing-title';
import { AccountTable } from '../account-table';
import { AccountScore } from './account-score';
import { DayChart } from './day-chart';
import { ReporterTable } from './reporter-table';

interface AccountPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<RawParameters>;
}

const siblingsShown = 50;

/** Once per request, for the title and for the page. */
const findAccount = cache(async (text: string): Promise<AccountDetail | null> => {
  const id = readId(text);
  return id === null ? null : getAccount(id);
});

export async function generateMetadata({ params }: AccountPageProps): Promise<Metadata> {
  await requireUser();
  const account = await findAccount((await params).id);
  return { title: account?.login ?? (await missingTitle()) };
}

export default async function AccountPage({ params, searchParams }: AccountPageProps) {
  await requireUser();
  const account = await findAccount((await params).id);
  if (account === null) notFound();
  const { key, problems } = readKey(await searchParams);
  const [t, stages, days, complaints, cases, reporters, siblings, behind] = await Promise.all([
    getTranslations('accounts'),
    getTranslations('stages'),
    complaintsByDay(account.id, new Date()),
    listComplaints({ accountId: account.id }, key),
    listAccountCases(account.id),
    listAccountReporters(account.id),
    account.customerId === null ? [] : listSiblings(account.customerId, account.id, siblingsShown),
    readCustomer(account),
  ]);
  const texts = await getTranslations('case.complaints');
  const here = `/accounts/${account.id}`;
  const isPaged = key.after !== null || key.before !== null;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-2 wrap-anywhere">
            {account.login} <StageBadge rank={account.stage} />
          </span>
        }
        text={t('detail.since', {
          stage: stages(stageCodes[account.stage] ?? 'observation'),
          at: account.stageSince,
        })}
      />
      <ProblemList problems={problems} resetHref={here} />
      <div className="grid gap-x-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 xl:order-last">
          <AccountFacts account={account} />
          <CustomerCard view={behind} />
        </div>
        <div className="min-w-0">
          <AccountScore account={account} reporters={reporters} />
          <Section title={t('detail.chart')}>
            <DayChart days={days} />
          </Section>
          <Section title={t('detail.cases')}>
            {cases.length === 0 ? (
              <p className="text-muted">{t('detail.noCases')}</p>
            ) : (
              <CaseHistoryTable cases={cases} label={t('detail.cases')} />
            )}
          </Section>
          <ReporterTable reporters={reporters} />
          <Section title={texts('title')}>
            {complaints.rows.length === 0 ? (
              <p className="text-muted">{isPaged ? texts('nonePage') : texts('none')}</p>
            ) : (
              <ComplaintTable
                rows={complaints.rows}
                evidenceHref={({ rawMessageId }) => `/intake/${rawMessageId}`}
              />
            )}
            <Pagination
              firstHref={isPaged ? here : null}
              previousHref={
                complaints.before === null ? null : `${here}?before=${encodeURIComponent(complaints.before)}`
              }
              nextHref={
                complaints.after === null ? null : `${here}?after=${encodeURIComponent(complaints.after)}`
              }
            />
          </Section>
          {account.customerId === null ? null : (
            <Section
              title={t('detail.siblings')}
              text={
                siblings.length < siblingsShown
                  ? undefined
                  : t('detail.siblingsCap', { count: siblingsShown })
              }
            >
              {siblings.length === 0 ? (
                <p className="text-muted">{t('detail.noSiblings')}</p>
              ) : (
                <AccountTable rows={siblings} label={t('detail.siblings')} withCustomer={false} />
              )}
            </Section>
          )}
        </div>
      </div>
    </>
  );
}

function readKey(raw: RawParameters) {
  const read = new ParameterReader(raw);
  const key = (name: string) => read.checked(name, (text) => readComplaintKey(text) !== null);
  const after = key('after');
  const before = key('before');
  if (after !== null && before !== null) read.problem('before', before, 'both-ways');
  return { key: { after, before: after === null ? before : null }, problems: read.problems };
}

async function AccountFacts({ account }: { account: AccountDetail }) {
  const t = await getTranslations('accounts');
  const time = (date: Date | null) => (date === null ? '–' : <ShortTime date={date} />);
  return (
    <FactList
      label={t('columns.login')}
      facts={[
        [t('detail.kind'), t(`kinds.${account.kind}`)],
        [t('detail.domain'), account.domain ?? '–'],
        [t('detail.complaints'), String(account.complaints)],
        [t('detail.firstComplaint'), time(account.firstComplaintAt)],
        [t('detail.lastComplaint'), time(account.lastComplaintAt)],
        [t('detail.incidents'), String(account.incidents)],
      ]}
    />
  );
}

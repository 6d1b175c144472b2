// Case: why it is here, who complained with which evidence, what happened before, and the decisions that are possible.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { Badge, LinkButton, PageHeader, StageBadge } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import {
  getCase,
  listAccountCases,
  listCaseEvents,
  listCaseReporters,
  listCaseSubjects,
  listCustomerIncidents,
} from '@/lib/cases/detail-queries';
import { parseListParameters } from '@/lib/cases/list-parameters';
import { caseKey, caseNeighbours, listAssignees } from '@/lib/cases/queries';
import { deskContext } from '@/lib/desk/desk-context';
import { readCustomer } from '@/lib/desk/read-customer';
import { measuresMark } from '@/lib/containment/queries';
import { listComplaints } from '@/lib/reports/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { CustomerCard } from '../../customer-card';
import { missingTitle } from '../../missing-title';
import { ProblemList } from '../problem-list';
import { Campaigns } from './campaigns';
import { CaseFacts } from './case-facts';
import { CaseKeys } from './case-keys';
import { CaseStateLine } from './case-state-line';
import { ComplaintList } from './complaint-list';
import { CountTables } from './count-tables';
import { DecidePanel } from './decide-panel';
import { EarlierCases } from './earlier-cases';
import { EvidenceCard } from './evidence-card';
import { EvidencePanel } from './evidence-panel';
import { FollowUpPanel, NoAnswer } from './follow-up-panel';
import { History } from './history';
import { MeasuresPanel } from './measures/measures-panel';
import { parseCaseParameters } from './parameters';
import { PlaybookPanel } from './playbook/playbook-panel';
import { QueuePanel } from './queue/queue-panel';
import { ReleasePanel } from './release-panel';
import { SectionNav } from './section-nav';
import { ThreadPanel } from './thread/thread-panel';
import { WhyHere } from './why-here';

interface CasePageProps {
  params: Promise<{ number: string }>;
  searchParams: Promise<RawParameters>;
}

/** In the order of the page, those that a case may lack included. */
const sectionIds = [
  'why',
  'log-evidence',
  'thread',
  'queue',
  'release',
  'campaigns',
  'reporters',
  'complaints',
  'earlier',
  'history',
] as const;
const answeredSections = ['thread' as const, ...sectionIds.filter((id) => id !== 'thread')];

/** Below the links to the sections, which stay in sight. */
const target = 'scroll-mt-12';

const caseNumber = /^AD-\d{4}-\d{4,10}$/;

/** Once per request, for the title and for the page. */
const findCase = cache((number: string) => (caseNumber.test(number) ? getCase(number) : null));

export async function generateMetadata({ params }: CasePageProps): Promise<Metadata> {
  await requireUser();
  const found = await findCase((await params).number);
  return { title: found === null ? await missingTitle() : `${found.number}: ${found.account.login}` };
}

export default async function CasePage({ params, searchParams }: CasePageProps) {
  const user = await requireUser();
  const found = await findCase((await params).number);
  if (found === null) notFound();
  const { view, problems } = parseCaseParameters(await searchParams);
  const list = parseListParameters(Object.fromEntries(new URLSearchParams(view.list))).view;
  const key = await caseKey(list, found.id);
  // Before everything else: what changes from here on is seen at the next look, not missed.
  const mark = (await measuresMark(found.number)) ?? '';
  const [
    t,
    neighbours,
    reporters,
    subjects,
    complaints,
    own,
    customer,
    events,
    assignees,
    { policy },
    behind,
  ] = await Promise.all([
    getTranslations('case'),
    key === null ? { before: null, after: null } : caseNeighbours(list, key, user.id),
    listCaseReporters(found.id),
    listCaseSubjects(found.id),
    listComplaints({ caseId: found.id }, view),
    listAccountCases(found.account.id, found.id),
    found.customer === null ? [] : listCustomerIncidents(found.customer.id, found.account.id),
    listCaseEvents(found.id, view.history),
    listAssignees(),
    deskContext(),
    readCustomer(found.account, found.id),
  ]);
  const place = { number: found.number, view };
  const reload = { caseId: found.id, version: found.version };
  // An answer that waits comes before everything else.
  const isAnswered = found.state === 'answered';
  const thread = <ThreadPanel found={found} userId={user.id} />;
  const sections = (isAnswered ? answeredSections : sectionIds).map((id) => ({
    id,
    name: t(`sections.names.${id}`),
  }));
  const goTo = (other: string) =>
    `/cases/${other}${view.list === '' ? '' : `?list=${encodeURIComponent(view.list)}`}`;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-2 wrap-anywhere">
            {t('heading', { number: found.number, login: found.account.login })}{' '}
            <StageBadge rank={found.stage} />
            {found.ownDetection ? (
              <span title={t('ownDetectionHint')}>
                <Badge tone="accent">{t('ownDetection')}</Badge>
              </span>
            ) : null}
            {found.isUnconfirmed ? <Badge tone="warn">{t('unconfirmed')}</Badge> : null}
          </span>
        }
        text={<CaseStateLine found={found} />}
        actions={
          <nav aria-label={t('nav.label')} className="flex flex-wrap gap-2">
            <LinkButton href={`/cases${view.list === '' ? '' : `?${view.list}`}`}>{t('nav.list')}</LinkButton>
            {neighbours.before === null ? null : (
              <LinkButton href={goTo(neighbours.before)}>{t('nav.previous')}</LinkButton>
            )}
            {neighbours.after === null ? null : (
              <LinkButton href={goTo(neighbours.after)}>{t('nav.next')}</LinkButton>
            )}
            <CaseKeys isOn={user.singleKeys} />
          </nav>
        }
      />
      <ProblemList problems={problems} resetHref={`/cases/${found.number}`} />
      <div className="grid gap-x-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 xl:order-last">
          <PlaybookPanel mark={mark} found={found} target={reload} />
          <MeasuresPanel mark={mark} found={found} userId={user.id} target={reload} />
          <DecidePanel key={found.id} found={found} assignees={assignees} userId={user.id} target={reload} />
          <CaseFacts found={found} />
          <CustomerCard view={behind} />
        </div>
        <div className="min-w-0">
          <NoAnswer found={found} />
          <SectionNav label={t('sections.label')} sections={sections} />
          {isAnswered ? thread : null}
          <div id="why" className={target}>
            <WhyHere found={found} reporters={reporters} thresholds={policy.thresholds} />
          </div>
          <div id="log-evidence" className={target}>
            <EvidenceCard found={found} place={place} isAdmin={user.role === 'admin'} />
          </div>
          {isAnswered ? null : thread}
          <FollowUpPanel found={found} />
          <QueuePanel found={found} userId={user.id} target={reload} />
          <div id="release" className={target}>
            <ReleasePanel found={found} target={reload} />
          </div>
          <div id="campaigns" className={target}>
            <Campaigns found={found} />
          </div>
          <div id="reporters" className={target}>
            <CountTables reporters={reporters} subjects={subjects} />
          </div>
          <ComplaintList page={complaints} place={place} />
          {view.complaint === null ? null : <EvidencePanel reportId={view.complaint} place={place} />}
          <div id="earlier" className={target}>
            <EarlierCases own={own} customer={customer} hasCustomer={found.customer !== null} />
          </div>
          <History events={events} place={place} assignees={assignees} />
        </div>
      </div>
    </>
  );
}

// One case in the list: a table row on a wide screen, a card on a narrow one, the same markup.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge, Checkbox, RelativeTime, StageBadge } from '@/app/components/ui';
import { isOpenState } from '@/lib/cases/types';
import type { CaseRow } from '@/lib/cases/queries';
import { stageRank } from '@/lib/scoring/stages';
import { Sparkline } from './sparkline';

interface CaseLineProps {
  row: CaseRow;
  /** Name of whose case it is. */
  assignee: string | null;
  list: string;
  now: Date;
}

const cell =
  'px-2 py-1.5 align-top max-lg:inline-block max-lg:p-0 lg:border-b lg:border-line lg:in-[tr:last-child]:border-b-0';
const numberCell = `${cell} text-right whitespace-nowrap`;

/** Address of a case, with the list it was reached from. */
export function caseHref(number: string, list: string): string {
  return list === '' ? `/cases/${number}` : `/cases/${number}?list=${encodeURIComponent(list.slice(1))}`;
}

export function CaseLine({ row, assignee, list, now }: CaseLineProps) {
  const t = useTranslations('cases');
  const format = useFormatter();
  const isOpen = isOpenState(row.state);
  return (
    <tr
      data-case-row=""
      data-row=""
      className="hover:bg-panel focus-within:bg-accent-soft max-lg:relative max-lg:flex max-lg:flex-wrap max-lg:items-center max-lg:gap-x-3 max-lg:gap-y-1 max-lg:border-b max-lg:border-line max-lg:px-3 max-lg:py-2.5"
    >
      <td className={`${cell} lg:pr-0 max-lg:absolute max-lg:top-2.5 max-lg:right-3`}>
        {isOpen ? (
          <Checkbox
            data-mark=""
            data-key="x"
            name="case"
            value={`${row.id}:${row.version}`}
            aria-label={t('markLabel', { number: row.number })}
          />
        ) : null}
      </td>
      <td className={cell}>
        <StageBadge rank={stageRank(row.stage)} />
        <StateNote row={row} now={now} />
      </td>
      <td className={`${numberCell} font-semibold`}>{format.number(row.score, 'score')}</td>
      <AccountCell row={row} list={list} />
      <td className={numberCell}>
        <Complaints row={row} />
        {row.traps > 0 ? <TrapNote count={row.traps} /> : null}
        {row.ownDetection ? <OwnDetectionNote /> : null}
        {row.campaign === null ? null : <CampaignNote others={row.campaign.others} />}
      </td>
      <td className={cell}>
        {isOpen ? (
          <Sparkline values={row.days} label={t('sparkline', { values: row.days.join(', ') })} />
        ) : null}
      </td>
      <td className={numberCell}>
        <span className="max-lg:hidden">{row.complainants}</span>
        <span className="lg:hidden">{t('row.complainants', { count: row.complainants })}</span>
      </td>
      <td className={numberCell}>
        <span className="max-lg:hidden">{row.reporters}</span>
        <span className="lg:hidden">{t('row.reporters', { count: row.reporters })}</span>
      </td>
      <Seen row={row} />
      <Subjects row={row} />
      <Incidents row={row} />
      <td className={cell}>{assignee ?? <span className="text-muted">{t('nobody')}</span>}</td>
    </tr>
  );
}

/** What comes in now is the open case's; of an ended one only the total is. */
function Complaints({ row }: { row: CaseRow }) {
  const t = useTranslations('cases');
  const total = <b className="font-semibold">{row.complaints.total}</b>;
  if (!isOpenState(row.state)) return total;
  return (
    <>
      <span aria-hidden>
        {row.complaints.hours24} <Slash /> {row.complaints.days7} <Slash /> {total}
      </span>
      <span className="sr-only">{t('row.complaints', row.complaints)}</span>
    </>
  );
}

function TrapNote({ count }: { count: number }) {
  const t = useTranslations('cases');
  return (
    <div className="leading-none max-lg:ml-2 max-lg:inline-block">
      <Badge tone="danger">{t('row.traps', { count })}</Badge>
    </div>
  );
}

function CampaignNote({ others }: { others: number }) {
  const t = useTranslations('cases');
  return (
    <div
      className="leading-none max-lg:ml-2 max-lg:inline-block"
      title={t('row.campaignHint', { count: others })}
    >
      <Badge>{t('row.campaign', { count: others })}</Badge>
    </div>
  );
}

function OwnDetectionNote() {
  const t = useTranslations('cases');
  return (
    <div className="leading-none max-lg:ml-2 max-lg:inline-block" title={t('row.ownDetectionHint')}>
      <Badge tone="accent">{t('row.ownDetection')}</Badge>
    </div>
  );
}

function Slash() {
  return <span className="text-muted">/</span>;
}

function StateNote({ row, now }: { row: CaseRow; now: Date }) {
  const texts = useTranslations('case');
  return (
    <div className="text-[0.8125rem] whitespace-nowrap text-muted max-lg:ml-2 max-lg:inline">
      {row.watchUntil === null ? (
        texts(`states.${row.state}`)
      ) : (
        <WatchNote until={row.watchUntil} now={now} />
      )}
      {row.outcome === null ? null : (
        <div className="max-w-28 truncate" title={texts(`outcomes.${row.outcome}`)}>
          {texts(`outcomes.${row.outcome}`)}
        </div>
      )}
    </div>
  );
}

function WatchNote({ until, now }: { until: Date; now: Date }) {
  const t = useTranslations('cases');
  if (until > now) return t('row.watchUntil', { until });
  return <span className="font-medium text-warn">{t('row.watchOver')}</span>;
}

function AccountCell({ row, list }: Pick<CaseLineProps, 'row' | 'list'>) {
  const t = useTranslations('cases');
  return (
    <td className={`${cell} max-lg:order-first max-lg:w-full max-lg:pr-8`}>
      <Link
        href={caseHref(row.number, list)}
        prefetch={false}
        data-row-focus=""
        title={row.account.login}
        className="font-medium max-lg:break-all lg:block lg:w-fit lg:max-w-72 lg:truncate"
      >
        {row.account.login}
      </Link>
      <div className="flex flex-wrap items-center gap-x-2 text-[0.8125rem] text-muted lg:max-w-72 lg:flex-nowrap">
        <span className="min-w-0 lg:truncate" title={row.customer?.name}>
          <span className="whitespace-nowrap">{row.number}</span> ·{' '}
          {row.customer?.name ?? t('row.noCustomer')}
        </span>
        {row.attention ? (
          <span title={t('row.attentionHint')}>
            <Badge tone="danger">{t('row.attention')}</Badge>
          </span>
        ) : null}
        {row.customer?.askFirst ? (
          <span title={t('row.askFirstHint')}>
            <Badge tone="warn">{t('row.askFirst')}</Badge>
          </span>
        ) : null}
      </div>
    </td>
  );
}

function Subjects({ row }: { row: CaseRow }) {
  const t = useTranslations('cases');
  const [first, second] = row.latestSubjects;
  return (
    <td className={`${cell} text-[0.8125rem] max-lg:w-full lg:max-w-44 2xl:max-w-80`}>
      <div className="truncate" title={row.latestSubjects.join('\n')}>
        {first?.trim() || (
          <span className="text-muted">
            {t(row.complaints.total === 0 ? 'row.noComplaints' : 'row.noSubject')}
          </span>
        )}
      </div>
      {second === undefined ? null : <div className="truncate text-muted">{second}</div>}
    </td>
  );
}

function Seen({ row }: { row: CaseRow }) {
  const t = useTranslations('cases');
  return (
    <td className={`${cell} text-[0.8125rem] whitespace-nowrap`}>
      <span className="text-muted max-lg:hidden">
        {row.firstSeenAt ? <RelativeTime date={row.firstSeenAt} /> : '–'}
        <br />
      </span>
      <span className="text-muted lg:hidden">{t('row.lastSeen')} </span>
      <RelativeTime date={row.lastSeenAt ?? row.openedAt} />
    </td>
  );
}

function Incidents({ row }: { row: CaseRow }) {
  const t = useTranslations('cases');
  return (
    <td className={numberCell}>
      <span
        aria-hidden
        className={row.incidents.account + row.incidents.customer > 0 ? 'font-semibold' : 'text-muted'}
      >
        <span className="lg:hidden">{t('columns.incidents')} </span>
        {row.incidents.account} <Slash /> {row.incidents.customer}
      </span>
      <span className="sr-only">{t('row.incidents', row.incidents)}</span>
    </td>
  );
}

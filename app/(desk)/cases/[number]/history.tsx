// The history of a case, newest first: what the desk found and what people decided, with their words.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Section, ShortTime } from '@/app/components/ui';
import type { CaseEventRow } from '@/lib/cases/detail-queries';
import { foldEvents } from '@/lib/cases/fold-events';
import type { Assignee } from '@/lib/cases/queries';
import { EventText } from './event-text';
import { caseAddress, type CasePlace } from './parameters';

const pageSize = 50;

export function History({
  events,
  place,
  assignees,
}: {
  events: CaseEventRow[];
  place: CasePlace;
  assignees: Assignee[];
}) {
  const t = useTranslations('case.history');
  const names = new Map(assignees.map(({ id, name }) => [id, name]));
  const last = events.at(-1);
  return (
    <div id="history" className="scroll-mt-12">
      <Section title={t('title')}>
        {events.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
        <ol className="border-l border-line">
          {foldEvents(events).map(({ event, run }) => (
            <li
              key={event.id}
              className="relative mb-2 pl-4 before:absolute before:top-2 before:-left-1 before:size-2 before:rounded-full before:bg-control"
            >
              <Moment event={event} from={run.at(-1)?.at ?? null} />
              <EventText event={event} names={names} />
              {run.length === 0 ? null : <Run run={run} names={names} />}
            </li>
          ))}
        </ol>
        <p className="flex gap-4">
          {place.view.history === null ? null : (
            <Link href={caseAddress(place, { history: null }, '#history')}>{t('newest')}</Link>
          )}
          {events.length < pageSize || last === undefined ? null : (
            <Link href={caseAddress(place, { history: last.id }, '#history')}>{t('older')}</Link>
          )}
        </p>
      </Section>
    </div>
  );
}

function Moment({ event, from }: { event: CaseEventRow; from: Date | null }) {
  const t = useTranslations('case.history');
  return (
    <div className="text-[0.8125rem] text-muted">
      {from === null ? null : (
        <>
          <ShortTime date={from} /> –{' '}
        </>
      )}
      <ShortTime date={event.at} /> · {event.by ?? t('desk')}
    </div>
  );
}

function Run({ run, names }: { run: CaseEventRow[]; names: ReadonlyMap<number, string> }) {
  const t = useTranslations('case.history');
  return (
    <details className="mt-0.5">
      <summary className="w-fit cursor-pointer text-[0.8125rem] text-accent">
        {t('run', { count: run.length })}
      </summary>
      <ol className="mt-1 flex flex-col gap-1 text-[0.8125rem]">
        {run.map((event) => (
          <li key={event.id}>
            <Moment event={event} from={null} />
            <EventText event={event} names={names} />
          </li>
        ))}
      </ol>
    </details>
  );
}

// The history of a case, newest first: what the desk found and what people decided, with their words.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Section, ShortTime } from '@/app/components/ui';
import type { CaseEventRow } from '@/lib/cases/detail-queries';
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
    <div id="history">
      <Section title={t('title')}>
        {events.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
        <ol className="border-l border-line">
          {events.map((event) => (
            <li
              key={event.id}
              className="relative mb-2 pl-4 before:absolute before:top-2 before:-left-1 before:size-2 before:rounded-full before:bg-control"
            >
              <div className="text-[0.8125rem] text-muted">
                <ShortTime date={event.at} /> · {event.by ?? t('desk')}
              </div>
              <EventText event={event} names={names} />
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

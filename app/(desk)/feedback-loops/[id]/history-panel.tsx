// The history of a subscription with its notes, newest first.

import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ActionForm, FormError, Section, ShortTime, SubmitButton, TextAreaField } from '@/app/components/ui';
import type { Assignee } from '@/lib/cases/queries';
import { eventPageSize, type LoopEventRow } from '@/lib/feedback-loops/event-queries';
import { noteOnLoopAction } from './actions';
import { EventText } from './event-text';

interface HistoryPanelProps {
  id: number;
  /** A page, and one more where there are older ones. */
  events: LoopEventRow[];
  isFirstPage: boolean;
  people: Assignee[];
  isAdmin: boolean;
}

export async function HistoryPanel({ id, events, isFirstPage, people, isAdmin }: HistoryPanelProps) {
  const t = await getTranslations('loops.history');
  const shown = events.slice(0, eventPageSize);
  const oldest = shown.at(-1)?.id;
  const path = `/feedback-loops/${id}`;
  return (
    <div id="history">
      <Section title={t('title')}>
        {isAdmin ? <NoteForm id={id} /> : null}
        {shown.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
        <ol className="border-l border-line">
          {shown.map((event) => (
            <li
              key={event.id}
              className="relative mb-2 pl-4 before:absolute before:top-2 before:-left-1 before:size-2 before:rounded-full before:bg-control"
            >
              <div className="text-[0.8125rem] text-muted">
                <ShortTime date={event.at} /> · {event.by ?? t('desk')}
              </div>
              <EventText event={event} people={people} />
            </li>
          ))}
        </ol>
        <p className="flex gap-4">
          {isFirstPage ? null : <Link href={`${path}#history`}>{t('newest')}</Link>}
          {events.length > shown.length ? (
            <Link href={`${path}?before=${oldest}#history`}>{t('older')}</Link>
          ) : null}
        </p>
      </Section>
    </div>
  );
}

async function NoteForm({ id }: { id: number }) {
  const t = await getTranslations('loops.history');
  return (
    <ActionForm
      action={noteOnLoopAction}
      label={t('note')}
      doneText={t('noted')}
      resetWhenDone
      className="mb-4 flex max-w-2xl flex-col gap-2"
    >
      <input type="hidden" name="id" value={id} />
      <TextAreaField label={t('note')} name="text" rows={2} maxLength={4_000} />
      <FormError />
      <div>
        <SubmitButton look="plain">{t('addNote')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

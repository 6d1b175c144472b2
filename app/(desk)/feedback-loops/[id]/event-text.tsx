// One line of a subscription's history in words.

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Assignee } from '@/lib/cases/queries';
import type { LoopEventRow } from '@/lib/feedback-loops/event-queries';
import type { LoopEvent } from '@/lib/feedback-loops/event-types';
import type { LoopSettings } from '@/lib/feedback-loops/types';

/** More values than this are counted. */
const shownValues = 20;

export function EventText({ event, people }: { event: LoopEventRow; people: Assignee[] }) {
  const t = useTranslations('loops');
  switch (event.kind) {
    case 'added':
      return <p>{t('history.added', { state: t(`states.${event.detail.state}`) })}</p>;
    case 'moved':
      return (
        <>
          <p>
            {t('history.moved', {
              from: t(`states.${event.detail.from}`),
              to: t(`states.${event.detail.to}`),
            })}
          </p>
          {event.detail.note === null ? null : <Words>{event.detail.note}</Words>}
        </>
      );
    case 'noted':
      return <Words>{event.detail.text}</Words>;
    case 'changed':
      return <Changed detail={event.detail} people={people} />;
    case 'covered':
    case 'told':
      return (
        <>
          <p>{t(`history.${event.kind}`)}</p>
          <Values mark="+" values={event.detail.added} />
          <Values mark="−" values={event.detail.removed} />
        </>
      );
    case 'file-added':
    case 'file-removed':
      return <p className="break-words">{t(`history.${event.kind}`, { name: event.detail.name })}</p>;
    default:
      return <p>{t(`history.${event.kind}`)}</p>;
  }
}

function Words({ children }: { children: ReactNode }) {
  return <p className="max-w-prose break-words whitespace-pre-line">{children}</p>;
}

function Values({ mark, values }: { mark: string; values: string[] }) {
  const t = useTranslations('loops.history');
  if (values.length === 0) return null;
  const more = values.length - shownValues;
  return (
    <p className="font-mono text-[0.8125rem] break-all">
      {mark} {values.slice(0, shownValues).join(', ')} {more > 0 ? t('more', { count: more }) : null}
    </p>
  );
}

type ChangedDetail = Extract<LoopEvent, { kind: 'changed' }>['detail'];

/** Settings by name, before and after; long ones are only named. */
function Changed({ detail: { before, after }, people }: { detail: ChangedDetail; people: Assignee[] }) {
  const t = useTranslations('loops');
  const names = Object.keys(after) as (keyof LoopSettings)[];
  const text = (name: keyof LoopSettings, settings: Partial<LoopSettings>): string => {
    const value = settings[name];
    if (name === 'ownerId' || name === 'deputyId')
      return people.find(({ id }) => id === value)?.name ?? t('nobody');
    if (name === 'feeCents' && typeof value === 'number') return String(value / 100);
    if (typeof value === 'boolean') return t(value ? 'history.on' : 'history.off');
    if (Array.isArray(value)) return value.join(', ') || '–';
    return value === null || value === undefined ? '–' : String(value);
  };
  return (
    <ul>
      {names.map((name) => (
        <li key={name} className="max-w-prose break-words">
          {name === 'terms'
            ? t('history.termsChanged')
            : t('history.changed', { name: t(name), before: text(name, before), after: text(name, after) })}
        </li>
      ))}
    </ul>
  );
}

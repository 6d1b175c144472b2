// One task: what it is, what to do about it, what it came with, and the way to end it.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge, RelativeTime } from '@/app/components/ui';
import type { TaskRow } from '@/lib/tasks/queries';
import { endsElsewhere } from '@/lib/tasks/types';
import { FinishForm } from './finish-form';
import { TaskFacts } from './task-facts';

/** `place`: on the page of its own mail or feedback loop a card needs no way there; its heading stands below the section's. */
export function TaskCard({ task, place = 'list' }: { task: TaskRow; place?: 'list' | 'mail' | 'loop' }) {
  const t = useTranslations('tasks');
  const kind = t(`kinds.${task.kind}`);
  const Heading = place === 'list' ? 'h2' : 'h3';
  return (
    <li
      data-row=""
      className="border-b border-line px-3 py-2.5 last:border-b-0 has-[form[aria-busy=true]]:opacity-60"
    >
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Heading data-row-focus="" tabIndex={-1} className="font-semibold">
          {kind}
        </Heading>
        {task.audience === 'admin' ? <Badge>{t('adminOnly')}</Badge> : null}
        <TaskTimes task={task} />
      </div>
      {task.done === null ? <p className="max-w-[75ch] text-muted">{t(`hints.${task.kind}`)}</p> : null}
      <TaskFacts task={task} />
      <div className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-2">
        {task.mailId === null || place === 'mail' ? null : (
          <Link
            href={`/intake/${task.mailId}`}
            prefetch={false}
            aria-label={t('toMailOf', { kind })}
            className="py-1"
          >
            {t('toMail')}
          </Link>
        )}
        {task.done === null && !endsElsewhere(task.kind) ? (
          <FinishForm id={task.id} kind={task.kind} />
        ) : null}
      </div>
    </li>
  );
}

/** When it last happened, and how often; of a done task, who did it when. */
function TaskTimes({ task }: { task: TaskRow }) {
  const t = useTranslations('tasks');
  const { done, occurrences } = task;
  return (
    <span className="text-[0.8125rem] text-muted sm:ml-auto">
      {done === null ? (
        <>
          {t('last')} <RelativeTime date={task.lastAt} />
        </>
      ) : (
        <>
          {done.by === null ? t('doneBySomebody') : t('doneBy', { name: done.by })}{' '}
          <RelativeTime date={done.at} />
        </>
      )}
      {occurrences > 1
        ? ` · ${t('occurrences', { count: occurrences })}, ${t('first', { at: task.createdAt })}`
        : null}
    </span>
  );
}

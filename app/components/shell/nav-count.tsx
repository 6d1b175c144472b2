// How much is open at a place, beside its name in the navigation; nothing where there is nothing.

import { getTranslations } from 'next-intl/server';
import { cache, Suspense } from 'react';
import { countOpenRestricted } from '@/lib/restricted/queries';
import { countOpenTasks, taskCountCap } from '@/lib/tasks/queries';
import type { NavItem, NavViewer } from './nav-items';

/** Once per request: the navigation stands at the side and at the bottom. */
const countTasks = cache((isAdmin: boolean) => countOpenTasks({ isAdmin }));
const countRestricted = cache((handlesRestricted: boolean) => countOpenRestricted({ handlesRestricted }));

export function NavCount({ of, viewer }: { of: NavItem['counts']; viewer: NavViewer }) {
  if (of === undefined) return null;
  return (
    <Suspense fallback={null}>{of === 'tasks' ? <Tasks {...viewer} /> : <Restricted {...viewer} />}</Suspense>
  );
}

async function Tasks({ isAdmin }: NavViewer) {
  const [t, count] = await Promise.all([getTranslations('tasks'), countTasks(isAdmin)]);
  return <Count count={count} text={t('openCount', { count })} />;
}

async function Restricted({ handlesRestricted }: NavViewer) {
  const [t, count] = await Promise.all([getTranslations('restricted'), countRestricted(handlesRestricted)]);
  return <Count count={count} text={t('openCount', { count })} />;
}

async function Count({ count, text }: { count: number; text: string }) {
  const t = await getTranslations('tasks');
  if (count === 0) return null;
  return (
    <span className="ml-1.5 rounded bg-accent-soft px-1.5 text-[0.8125rem] font-semibold text-accent lg:ml-auto">
      <span aria-hidden>{count > taskCountCap ? t('moreThan', { count: taskCountCap }) : count}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

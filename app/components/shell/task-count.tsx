// How many tasks are open, beside their place in the navigation; nothing where there are none.

import { getTranslations } from 'next-intl/server';
import { cache, Suspense } from 'react';
import { countOpenTasks, taskCountCap } from '@/lib/tasks/queries';

/** Once per request: the navigation stands at the side and at the bottom. */
const countFor = cache((isAdmin: boolean) => countOpenTasks({ isAdmin }));

export function TaskCount({ isAdmin }: { isAdmin: boolean }) {
  return (
    <Suspense fallback={null}>
      <Count isAdmin={isAdmin} />
    </Suspense>
  );
}

async function Count({ isAdmin }: { isAdmin: boolean }) {
  const [t, count] = await Promise.all([getTranslations('tasks'), countFor(isAdmin)]);
  if (count === 0) return null;
  return (
    <span className="ml-1.5 rounded bg-accent-soft px-1.5 text-[0.8125rem] font-semibold text-accent lg:ml-auto">
      <span aria-hidden>{count > taskCountCap ? t('moreThan', { count: taskCountCap }) : count}</span>
      <span className="sr-only">{t('openCount', { count })}</span>
    </span>
  );
}

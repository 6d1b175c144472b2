// Tasks: what people have to do outside the cases, newest occurrence first; what was done, to look up.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, Pagination, Tabs } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { parseTaskParameters, taskQuery, taskTabs, type TaskListView } from '@/lib/tasks/list-parameters';
import { countOpenTasks, listTasks, taskCountCap } from '@/lib/tasks/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { ProblemList } from '../cases/problem-list';
import { TaskCard } from './task-card';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tasks'))('title') };
}

export default async function TasksPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  const user = await requireUser();
  const viewer = { isAdmin: user.role === 'admin' };
  const { view, problems } = parseTaskParameters(await searchParams);
  const [t, page, open] = await Promise.all([
    getTranslations('tasks'),
    listTasks(view, viewer),
    countOpenTasks(viewer),
  ]);
  const { tab, after, before } = view;
  const tabs = taskTabs.map((key) => ({
    key,
    href: `/tasks${taskQuery(key)}`,
    label: t(`tabs.${key}`),
    ...(key === 'open'
      ? { count: open > taskCountCap ? t('moreThan', { count: taskCountCap }) : String(open) }
      : {}),
  }));
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <ProblemList problems={problems} resetHref="/tasks" />
      <Tabs label={t('tabsLabel')} tabs={tabs} current={tab} />
      {page.rows.length === 0 ? (
        <NoTasks view={view} />
      ) : (
        <ul aria-label={t(`tabs.${tab}`)} className="rounded border border-line">
          {page.rows.map((task) => (
            <TaskCard key={task.id} task={task} />
          ))}
        </ul>
      )}
      <Pagination
        firstHref={(after ?? before) ? `/tasks${taskQuery(tab)}` : null}
        previousHref={page.before === null ? null : `/tasks${taskQuery(tab, { before: page.before })}`}
        nextHref={page.after === null ? null : `/tasks${taskQuery(tab, { after: page.after })}`}
      />
    </>
  );
}

/** Nothing to do, nothing done yet, or the end of the list: not the same. */
async function NoTasks({ view: { tab, after, before } }: { view: TaskListView }) {
  const t = await getTranslations('tasks.empty');
  if (after !== null || before !== null) {
    const toStart = <LinkButton href={`/tasks${taskQuery(tab)}`}>{t('toStart')}</LinkButton>;
    return <EmptyState title={t('endTitle')} action={toStart} />;
  }
  return tab === 'open' ? (
    <EmptyState title={t('openTitle')} text={t('openText')} />
  ) : (
    <EmptyState title={t('doneTitle')} text={t('doneText')} />
  );
}

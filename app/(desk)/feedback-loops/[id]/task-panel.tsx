// What has to be done about this subscription: mail of its program, silence, renewal, changes to tell.

import { useTranslations } from 'next-intl';
import { Section } from '@/app/components/ui';
import type { TaskRow } from '@/lib/tasks/queries';
import { TaskCard } from '../../tasks/task-card';

export function TaskPanel({ tasks }: { tasks: TaskRow[] }) {
  const t = useTranslations('loops');
  return (
    <Section title={t('tasks')}>
      <ul className="rounded border border-line">
        {tasks.map((task) => (
          <TaskCard key={task.id} task={task} place="loop" />
        ))}
      </ul>
    </Section>
  );
}

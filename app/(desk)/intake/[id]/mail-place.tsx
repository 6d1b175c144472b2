// What a mail that is no processed report shows on its own page: the question it puts to a person, or the facts of its
// place, and the tasks that it raised.

import { getTranslations } from 'next-intl/server';
import { useTranslations } from 'next-intl';
import { Section } from '@/app/components/ui';
import { findAccounts } from '@/lib/intake/candidate-queries';
import { readCandidateFacts } from '@/lib/intake/candidate-facts';
import { readKeptFacts } from '@/lib/intake/kept-facts';
import type { MailDetail } from '@/lib/intake/queries';
import { listTasksOfMail, type TaskViewer } from '@/lib/tasks/queries';
import { TaskCard } from '../../tasks/task-card';
import { TrustBadge } from '../../trust-badge';
import { CandidateActions } from '../candidate-actions';
import { CandidateFindings } from '../candidate-findings';
import { KeptValueText } from '../kept-value';

/** The question whether a mail to check is a complaint, with what there is to answer it. */
export async function MailQuestion({ mail }: { mail: MailDetail }) {
  const facts = readCandidateFacts(mail.facts);
  const login = facts.suggestedAccount;
  const [t, accounts] = await Promise.all([
    getTranslations('intake.detail'),
    findAccounts(login === null ? [] : [login]),
  ]);
  const isFiled = facts.feedbackType !== null;
  return (
    <Section
      title={t('toCheck')}
      text={isFiled ? t('filedAlready') : undefined}
      actions={facts.trust === null ? null : <TrustBadge trust={facts.trust} />}
    >
      <div data-row="" className="rounded border border-line px-3 py-3">
        <CandidateFindings facts={facts} text={mail.text} account={accounts.get(login ?? '') ?? null} />
        <CandidateActions id={mail.id} subject={mail.subject} facts={facts} hasKeys={false} />
      </div>
    </Section>
  );
}

/** What is known of a kept mail. */
export function MailPlace({ mail }: { mail: MailDetail }) {
  const t = useTranslations('intake');
  const facts = readKeptFacts(mail.facts);
  if (facts.length === 0) return null;
  return (
    <Section title={t('detail.facts')}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map((fact, i) => (
          <div key={i} className="contents">
            <dt className="text-muted">{t(`facts.names.${fact.name}`)}</dt>
            <dd className="wrap-anywhere">
              <KeptValueText fact={fact} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** The tasks that the mail raised, those that the viewer may see. */
export async function MailTasks({ mailId, viewer }: { mailId: number; viewer: TaskViewer }) {
  const [t, tasks] = await Promise.all([getTranslations('intake.detail'), listTasksOfMail(mailId, viewer)]);
  if (tasks.length === 0) return null;
  return (
    <Section title={t('tasks')}>
      <ul aria-label={t('tasks')} className="rounded border border-line">
        {tasks.map((task) => (
          <TaskCard key={task.id} task={task} place="mail" />
        ))}
      </ul>
    </Section>
  );
}

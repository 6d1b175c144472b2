// What comes next if the customer does not answer, and what a person can do about it: stop the reminders of this case, take
// up what was handed over, close the customer's page.

import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { ActionForm, Alert, FormError, Section, SubmitButton } from '@/app/components/ui';
import { isOpenState, type CaseState } from '@/lib/cases/types';
import type { ReminderChange } from '@/lib/desk/change-reminders';
import { readFollowUp, type FollowUpView } from '@/lib/desk/read-follow-up';
import { isCaseEscalated } from '@/lib/notices/after-queries';
import { changeRemindersAction, revokePageAction } from './follow-up-actions';

interface FollowUpPanelProps {
  found: { id: number; state: CaseState };
}

export async function FollowUpPanel({ found }: FollowUpPanelProps) {
  if (!isOpenState(found.state)) return null;
  const [t, view] = await Promise.all([getTranslations('followUp'), readFollowUp(found.id)]);
  if (view === null) return null;
  return (
    <Section title={t('title')}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="max-w-[75ch]">
          <NextStepText view={view} />
        </p>
        {view.isStopped ? (
          <Change change="resumed" caseId={found.id} />
        ) : view.next.kind === 'reminder' ? (
          <Change change="stopped" caseId={found.id} />
        ) : null}
      </div>
      {view.pages === 0 ? null : <Page pages={view.pages} caseId={found.id} />}
    </Section>
  );
}

/** Above everything else of the case: nobody answered, and nobody has taken that up. */
export async function NoAnswer({ found }: FollowUpPanelProps) {
  if (!isOpenState(found.state) || !(await isCaseEscalated(found.id))) return null;
  const t = await getTranslations('followUp');
  return (
    <div className="mb-6">
      <Alert tone="warn" title={t('escalatedTitle')}>
        <p className="mb-2">{t('escalatedText')}</p>
        <Change change="taken-up" caseId={found.id} />
      </Alert>
    </div>
  );
}

function NextStepText({ view: { next, mode, isStopped, isHeld } }: { view: FollowUpView }) {
  const t = useTranslations('followUp');
  const stopped = isStopped ? `${t('stopped')} ` : '';
  switch (next.kind) {
    case 'none':
      return `${stopped}${t(`why.${next.why}`)}`;
    case 'escalation':
      return `${stopped}${t('nextEscalation', { at: next.at })}`;
    case 'reminder':
      return isHeld ? t('held') : t(mode === 'send' ? 'nextReminder' : 'nextProposal', { at: next.at });
  }
}

function Change({ change, caseId }: { change: ReminderChange; caseId: number }) {
  const t = useTranslations('followUp.changes');
  return (
    <ActionForm
      action={changeRemindersAction}
      doneText={t(`${change}.done`)}
      label={t(`${change}.label`)}
      className="flex flex-wrap items-center gap-3"
    >
      <input type="hidden" name="caseId" value={caseId} readOnly />
      <input type="hidden" name="change" value={change} readOnly />
      <SubmitButton look="plain">{t(`${change}.label`)}</SubmitButton>
      <FormError />
    </ActionForm>
  );
}

function Page({ pages, caseId }: { pages: number; caseId: number }) {
  const t = useTranslations('followUp.page');
  return (
    <ActionForm
      action={revokePageAction}
      doneText={t('revoked')}
      label={t('revoke')}
      className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2"
    >
      <p className="max-w-[75ch]">{t('open', { count: pages })}</p>
      <input type="hidden" name="caseId" value={caseId} readOnly />
      <SubmitButton look="danger">{t('revoke')}</SubmitButton>
      <FormError />
    </ActionForm>
  );
}

// What would happen, in its order: each measure with its connectors and its ground, the notice, the recheck, and whom all
// of it touches. What is left out is said, not hidden.

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Section } from '@/app/components/ui';
import { noticeWaitMinutes } from '@/lib/containment/playbook';
import type { PlannedMeasure, PlannedStep, ShownPlan } from '@/lib/desk/plan-playbook';
import type { NoticePreview } from '@/lib/desk/preview-notice';
import { ReachText } from '../measures/reach-text';

interface PlanStepsProps {
  plan: ShownPlan;
  /** Null where the playbook has no notice. */
  preview: NoticePreview | null;
  login: string;
  customer: string | null;
  now: Date;
}

export function PlanSteps({ plan, preview, login, customer, now }: PlanStepsProps) {
  const t = useTranslations('playbooks.plan');
  return (
    <Section title={t('steps')}>
      <ol className="mb-4 flex flex-col gap-3">
        {plan.steps.map((step, index) => (
          <li key={index} className="rounded border border-line bg-panel px-3 py-2">
            <Step step={step} plan={plan} preview={preview} login={login} now={now} index={index} />
          </li>
        ))}
      </ol>
      <ReachText plan={plan} login={login} customer={customer} />
    </Section>
  );
}

interface StepProps extends Omit<PlanStepsProps, 'customer'> {
  step: PlannedStep;
  index: number;
}

function Step({ step, plan, preview, login, now, index }: StepProps) {
  const t = useTranslations('playbooks');
  const notices = useTranslations('notices');
  switch (step.kind) {
    case 'measure':
      return <Measure step={step} plan={plan} login={login} index={index} />;
    case 'notice': {
      const notice = notices(`kinds.${step.notice}`);
      const isAlone = plan.steps.every(({ kind }) => kind !== 'measure');
      const to = preview?.to ?? t('plan.nobody');
      return (
        <>
          <Head
            index={index}
            title={t('steps.notice', { notice })}
            when={t(isAlone ? 'plan.leaves' : 'plan.whenConfirmed')}
          />
          <p className="wrap-anywhere">
            {isAlone
              ? t('plan.noticeAlone', { notice, to })
              : t('plan.noticeText', { notice, to, minutes: noticeWaitMinutes })}
          </p>
        </>
      );
    }
    case 'recheck': {
      const at = new Date(now.getTime() + step.hours * 3_600_000);
      return (
        <>
          <Head
            index={index}
            title={t('steps.recheck', { hours: step.hours })}
            when={t('plan.after', { at })}
          />
          <p>{t('plan.recheckText')}</p>
        </>
      );
    }
  }
}

function Head({ index, title, when }: { index: number; title: string; when: string | null }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-3">
      <h3 className="font-semibold">
        {index + 1}. <span className="inline-block first-letter:uppercase">{title}</span>
      </h3>
      {when === null ? null : <span className="text-[0.8125rem] text-muted">{when}</span>}
    </div>
  );
}

interface MeasureProps {
  step: PlannedMeasure;
  plan: ShownPlan;
  login: string;
  index: number;
}

function Measure({ step, plan, login, index }: MeasureProps) {
  const t = useTranslations('playbooks.plan');
  const measures = useTranslations('measures');
  const { measure, recipientsPerHour, connectors, outlook } = step;
  const isOrdered = outlook === 'ordered';
  const isAfterLock =
    (measure === 'end-sessions' || measure === 'hold-queue') &&
    plan.steps.some(
      (one) =>
        one.kind === 'measure' &&
        one.outlook === 'ordered' &&
        (one.measure === 'send-lock' || one.measure === 'login-lock'),
    );
  return (
    <>
      <Head
        index={index}
        title={measures(`kinds.${measure}`)}
        when={isOrdered ? t(isAfterLock ? 'afterLock' : 'atOnce') : null}
      />
      {outlook === 'not-offered' ? <p className="text-muted">{t('notOffered')}</p> : null}
      {outlook === 'standing' ? <p>{t('standing')}</p> : null}
      {isOrdered ? <p className="wrap-anywhere">{measures(`effects.${measure}`, { login })}</p> : null}
      {isOrdered && recipientsPerHour !== null ? <p>{t('rate', { rate: recipientsPerHour })}</p> : null}
      {connectors.length === 0 ? null : (
        <p className="wrap-anywhere">
          {t('through', { connectors: connectors.map((one) => connectorName(t, one)).join(', ') })}
        </p>
      )}
      {isOrdered ? <Ground step={step} /> : null}
    </>
  );
}

type Names = ReturnType<typeof useTranslations<'playbooks.plan'>>;

function connectorName(t: Names, { name, kind, stopped, standing }: PlannedMeasure['connectors'][number]) {
  if (standing !== null) return t('standingAt', { name });
  if (stopped) return t('stopped', { name });
  return kind === 'manual' ? t('manual', { name }) : name;
}

function Ground({ step: { ground } }: { step: PlannedMeasure }): ReactNode {
  const t = useTranslations('playbooks.plan');
  const measures = useTranslations('measures');
  if (ground?.kind !== 'terms') return <p className="font-medium">{t('noGround')}</p>;
  const { contract, clause, since } = ground;
  return (
    <p>
      <span className="font-medium">{measures('facts.ground')}: </span>
      {measures('ground.terms', {
        contract,
        clause: clause ?? measures('ground.noClause'),
        since: new Date(since),
      })}
    </p>
  );
}

// What a run left for somebody: a recheck that is due, a notice that did not leave by itself. The case stays on top until
// a person says that it was looked after.

import { useTranslations } from 'next-intl';
import { ActionForm, Alert, FormError, LinkButton, SubmitButton, TextAreaField } from '@/app/components/ui';
import type { RunStepView } from '@/lib/containment/playbook-queries';
import { lookUp } from '@/lib/i18n/look-up';
import { ReloadWhenStale } from '../reload-when-stale';
import { TargetFields, type DecisionTarget } from '../target-fields';
import { settleStepAction } from './actions';
import type { NamedRun } from './run-item';

interface OpenStepsProps {
  runs: NamedRun[];
  number: string;
  target: DecisionTarget;
}

export function OpenSteps({ runs, number, target }: OpenStepsProps) {
  return runs.flatMap((run) =>
    run.steps
      .filter(({ state, doneAt }) => doneAt === null && (state === 'due' || state === 'handed-over'))
      .map((step) => (
        <OpenStep key={`${run.id}-${step.position}`} run={run} step={step} number={number} target={target} />
      )),
  );
}

interface OpenStepProps {
  run: NamedRun;
  step: RunStepView;
  number: string;
  target: DecisionTarget;
}

function OpenStep({ run, step, number, target }: OpenStepProps) {
  const t = useTranslations('playbooks.panel');
  const codes = useTranslations('playbooks.codes');
  const isRecheck = step.state === 'due';
  const why = step.code === null ? '' : (lookUp(codes, step.code) ?? step.code);
  return (
    <Alert tone="warn" title={t(isRecheck ? 'dueTitle' : 'handedTitle')}>
      <p>{isRecheck ? t('dueText', { name: run.name }) : `${run.name}: ${why}.`}</p>
      {isRecheck ? null : (
        <p className="mt-1">
          <LinkButton href={`/cases/${number}/notice`} prefetch={false}>
            {t('write')}
          </LinkButton>
        </p>
      )}
      <SettleForm runId={run.id} step={step} isRecheck={isRecheck} target={target} />
    </Alert>
  );
}

interface SettleFormProps {
  runId: number;
  step: RunStepView;
  isRecheck: boolean;
  target: DecisionTarget;
}

function SettleForm({ runId, step, isRecheck, target }: SettleFormProps) {
  const t = useTranslations('playbooks.panel');
  const reload = useTranslations('playbooks.plan')('reload');
  return (
    <ActionForm
      action={settleStepAction}
      doneText={t(isRecheck ? 'lookedDone' : 'settledDone')}
      label={t(isRecheck ? 'looked' : 'settled')}
      className="mt-2 flex flex-col gap-2"
    >
      <TargetFields target={target} />
      <input type="hidden" name="runId" value={runId} readOnly />
      <input type="hidden" name="position" value={step.position} readOnly />
      <TextAreaField name="note" label={t('note')} rows={2} maxLength={4000} optional />
      <FormError />
      <ReloadWhenStale label={reload} />
      <div>
        <SubmitButton>{t(isRecheck ? 'looked' : 'settled')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

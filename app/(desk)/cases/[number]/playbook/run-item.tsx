// One run: which version, by whom, and each step with how far it is. What still waits can be called off.

import { useTranslations } from 'next-intl';
import { ActionForm, Badge, FormError, SubmitButton, type BadgeTone } from '@/app/components/ui';
import type { RunStepView, RunView } from '@/lib/containment/playbook-queries';
import type { StepState } from '@/lib/containment/playbook-rows';
import { lookUp } from '@/lib/i18n/look-up';
import type { Standing } from '../measures/measure-state';
import { ReloadWhenStale } from '../reload-when-stale';
import { TargetFields, type DecisionTarget } from '../target-fields';
import { settleStepAction } from './actions';
import { useStepName } from './step-name';

export type NamedRun = Omit<RunView, 'nameDe' | 'nameEn'> & { name: string };

interface RunItemProps {
  run: NamedRun;
  target: DecisionTarget;
}

export function RunItem({ run, target }: RunItemProps) {
  const t = useTranslations('playbooks.panel');
  return (
    <article className="rounded border border-line bg-panel px-3 py-2">
      <h3 className="font-semibold wrap-anywhere">{t('run', { name: run.name, version: run.version })}</h3>
      <p className="text-[0.8125rem] text-muted">{t('by', { name: run.startedBy, at: run.startedAt })}</p>
      <ol className="mt-1 flex flex-col gap-1.5">
        {run.steps.map((step) => (
          <li key={step.position}>
            <StepLine step={step} runId={run.id} target={target} />
          </li>
        ))}
      </ol>
    </article>
  );
}

interface StepLineProps {
  step: RunStepView;
  runId: number;
  target: DecisionTarget;
}

function StepLine({ step, runId, target }: StepLineProps) {
  const codes = useTranslations('playbooks.codes');
  const what = useStepName(step.detail);
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <span className="inline-block first-letter:uppercase">{what}</span>
        <StepBadges step={step} />
      </div>
      {step.code === null ? null : (
        <p className="text-[0.8125rem] text-muted">{lookUp(codes, step.code) ?? step.code}</p>
      )}
      <CallOff step={step} runId={runId} target={target} what={what} />
    </>
  );
}

const tones: Record<StepState, BadgeTone> = {
  ordered: 'accent',
  standing: 'plain',
  'not-offered': 'plain',
  waiting: 'accent',
  written: 'ok',
  call: 'warn',
  'handed-over': 'danger',
  'called-off': 'plain',
  due: 'danger',
  seen: 'ok',
};

/** A measure is as far as its rows are; anything else as its step. */
function StepBadges({ step }: { step: RunStepView }) {
  const measures = useTranslations('measures');
  const { measures: rows } = step;
  const label = useStateLabel(step);
  if (rows.length === 0)
    return (
      <Badge
        tone={
          step.doneAt === null
            ? tones[step.state]
            : step.state === 'handed-over'
              ? 'plain'
              : tones[step.state]
        }
      >
        {label}
      </Badge>
    );
  return rows.map((row) => (
    <Badge key={row.id} tone={measureTone(row)}>
      {row.connector}:{' '}
      {measures(`standings.${row.wanted === 'off' ? (row.ended ? 'lifted' : 'under-way') : wordOf(row)}`)}
    </Badge>
  ));
}

type Row = RunStepView['measures'][number];

function wordOf({ state, ended, isByHand, waitsForSecond }: Row): Standing {
  if (ended) return 'done';
  if (waitsForSecond) return 'second-person';
  if (state !== 'wanted') return state;
  return isByHand ? 'by-hand' : 'under-way';
}

function measureTone({ wanted, state }: Row): BadgeTone {
  if (wanted === 'off') return 'plain';
  if (state === 'confirmed') return 'ok';
  return state === 'refuted' || state === 'unknown' ? 'danger' : 'accent';
}

function useStateLabel({ state, detail, dueAt, doneBy, doneAt }: RunStepView): string {
  const t = useTranslations('playbooks.states');
  const at = dueAt ?? new Date(0);
  if (state === 'waiting') return t(detail.kind === 'notice' ? 'waiting-notice' : 'waiting-recheck', { at });
  if (state === 'due') return t('due', { at });
  if (state === 'seen') return t('seen', { name: doneBy ?? '–' });
  if (state === 'handed-over' && doneAt !== null) return t('done', { name: doneBy ?? '–' });
  return t(state);
}

function CallOff({ step, runId, target, what }: StepLineProps & { what: string }) {
  const t = useTranslations('playbooks.panel');
  const reload = useTranslations('playbooks.plan')('reload');
  return (
    <div hidden={step.state !== 'waiting'}>
      <ActionForm
        action={settleStepAction}
        doneText={t('calledOff')}
        label={t('callOffLabel', { what })}
        className="mt-1 flex flex-col gap-1"
      >
        <TargetFields target={target} />
        <input type="hidden" name="runId" value={runId} readOnly />
        <input type="hidden" name="position" value={step.position} readOnly />
        <FormError />
        <ReloadWhenStale label={reload} />
        <div>
          <SubmitButton look="plain" label={t('callOffLabel', { what })}>
            {t('callOff')}
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}

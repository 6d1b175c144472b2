// What a person can do about a measure in force: agree as the second person, say that it was done by hand, have it tried
// again, have it lifted. What is not possible is hidden, not gone: the form that has just acted still says so.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton, TextAreaField } from '@/app/components/ui';
import type { CaseDetail } from '@/lib/cases/detail-queries';
import type { MeasureView } from '@/lib/containment/queries';
import { ReloadWhenStale } from '../reload-when-stale';
import { TargetFields, type DecisionTarget } from '../target-fields';
import { approveAction, liftAction, repeatAction, sayDoneAction } from './actions';
import type { Standing } from './measure-state';

interface MeasureFormsProps {
  one: MeasureView;
  found: CaseDetail;
  userId: number;
  target: DecisionTarget;
  standing: Standing;
}

export function MeasureForms({ one, found, userId, target, standing }: MeasureFormsProps) {
  const t = useTranslations('measures');
  const needsSecond = standing === 'second-person';
  const isOwn = one.wantedById === userId;
  return (
    <div className="mt-2 flex flex-col gap-2 empty:hidden">
      {needsSecond && isOwn ? <p className="text-[0.8125rem]">{t('approve.own')}</p> : null}
      <div hidden={!needsSecond || isOwn}>
        <MeasureForm one={one} target={target} action={approveAction} word="approve" />
      </div>
      <div hidden={standing !== 'by-hand'}>
        <ByHand one={one} found={found} target={target} />
      </div>
      <div hidden={standing !== 'refuted' && standing !== 'unknown'}>
        <MeasureForm one={one} target={target} action={repeatAction} word="again" look="plain" />
      </div>
      <LiftForm one={one} target={target} isPossible={one.wanted === 'on'} />
    </div>
  );
}

interface MeasureFormProps {
  one: MeasureView;
  target: DecisionTarget;
  action: typeof approveAction;
  word: 'approve' | 'again' | 'byHand';
  look?: 'primary' | 'plain';
}

function MeasureForm({ one, target, action, word, look = 'primary' }: MeasureFormProps) {
  const t = useTranslations('measures');
  const reload = useTranslations('case')('decide.reload');
  const what = t(`kinds.${one.kind}`);
  return (
    <ActionForm
      action={action}
      doneText={t(`${word}.done`)}
      label={t(`${word}.label`, { what, connector: one.connector.name })}
      className="flex flex-col gap-2"
    >
      <TargetFields target={target} />
      <input type="hidden" name="measureId" value={one.id} readOnly />
      <input type="hidden" name="wanted" value={one.wanted} readOnly />
      <div>
        <SubmitButton look={look} label={t(`${word}.label`, { what, connector: one.connector.name })}>
          {t(`${word}.submit`)}
        </SubmitButton>
      </div>
      <FormError />
      <ReloadWhenStale label={reload} />
    </ActionForm>
  );
}

function ByHand({ one, found, target }: Pick<MeasureFormsProps, 'one' | 'found' | 'target'>) {
  const t = useTranslations('measures');
  const text = (one.instructions ?? '')
    .replaceAll('{login}', found.account.login)
    .replaceAll('{case}', found.number);
  const what = t(`kinds.${one.kind}`);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-[0.8125rem]">
        {t(one.wanted === 'on' ? 'byHand.on' : 'byHand.off', { what, login: found.account.login })}
      </p>
      {text === '' ? null : (
        <p className="rounded border border-line bg-bg px-2 py-1 text-[0.8125rem] whitespace-pre-wrap wrap-anywhere">
          {text}
        </p>
      )}
      <MeasureForm one={one} target={target} action={sayDoneAction} word="byHand" />
    </div>
  );
}

function LiftForm({
  one,
  target,
  isPossible,
}: Pick<MeasureFormsProps, 'one' | 'target'> & { isPossible: boolean }) {
  const t = useTranslations('measures');
  const reload = useTranslations('case')('decide.reload');
  const what = t(`kinds.${one.kind}`);
  return (
    <details name="decision" hidden={!isPossible}>
      <summary className="text-accent">{t('lift.summary')}</summary>
      <ActionForm
        action={liftAction}
        doneText={t('lift.done')}
        resetWhenDone
        label={t('lift.label', { what, connector: one.connector.name })}
        className="mt-2 flex flex-col gap-2"
      >
        <TargetFields target={target} />
        <input type="hidden" name="measureId" value={one.id} readOnly />
        <p className="text-[0.8125rem] text-muted">{t('lift.text', { connector: one.connector.name })}</p>
        <TextAreaField name="note" label={t('lift.note')} rows={2} maxLength={4000} optional />
        <FormError />
        <ReloadWhenStale label={reload} />
        <div>
          <SubmitButton look="danger">{t('lift.submit')}</SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}

'use client';
// The kinds of mail in the queue, each with what tells spam from honest mail; those on hold can be chosen and decided about.

import { useTranslations } from 'next-intl';
import {
  ActionForm,
  Button,
  CheckboxField,
  FormError,
  SubmitButton,
  TextAreaField,
  useFormState,
} from '@/app/components/ui';
import { queueActions } from '@/lib/containment/queue-types';
import type { QueueViewOfCase } from '@/lib/desk/read-queue-view';
import { ReloadWhenStale } from '../reload-when-stale';
import { TargetFields, type DecisionTarget } from '../target-fields';
import { decideQueueAction } from './actions';
import { ClusterRow } from './cluster-row';

interface DecideFormProps {
  view: QueueViewOfCase;
  target: DecisionTarget;
  isPossible: boolean;
}

export function DecideForm({ view, target, isPossible }: DecideFormProps) {
  const t = useTranslations('queue');
  const { clusters, upTo, isHeld } = view;
  const free = clusters.some(({ place, mails, ordered }) => place === 'hold' && mails > ordered);
  const mayDecide = isPossible && free;
  return (
    <ActionForm
      action={decideQueueAction}
      doneText={t('decide.done')}
      resetWhenDone
      label={t('decide.label')}
      className="flex flex-col gap-3"
    >
      <TargetFields target={target} />
      <input type="hidden" name="upTo" value={upTo} readOnly />
      <ul className="rounded border border-line">
        {clusters.map((one) => (
          <ClusterRow
            key={`${one.connectorId}.${one.cluster}.${one.place}.${one.handsOff}`}
            one={one}
            mayChoose={mayDecide && one.place === 'hold' && one.mails > one.ordered}
          />
        ))}
      </ul>
      {mayDecide ? <ChooseButtons /> : null}
      <Problem of="cluster" />
      <div hidden={!mayDecide} className="flex max-w-2xl flex-col gap-3">
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium">{t('decide.what')}</legend>
          {queueActions.map((action) => (
            <CheckboxField
              key={action}
              type="radio"
              name="action"
              value={action}
              label={t(`actions.${action}`)}
              hint={action === 'deliver' && isHeld ? t('decide.leaveAlone') : t(`actionHints.${action}`)}
              disabled={action === 'deliver' && isHeld}
            />
          ))}
          <Problem of="action" />
        </fieldset>
        <TextAreaField
          name="reason"
          label={t('decide.reason')}
          hint={t('decide.reasonHint')}
          rows={2}
          maxLength={4000}
          optional
        />
        <div>
          <SubmitButton look="danger">{t('decide.submit')}</SubmitButton>
        </div>
      </div>
      <FormError />
      <ReloadWhenStale label={t('look.submit')} />
    </ActionForm>
  );
}

function Problem({ of }: { of: string }) {
  const problem = useFormState().state.error?.fields?.[of];
  return problem === undefined ? null : <p className="text-danger">{problem}</p>;
}

/** A run of spam has many subjects; what complaints came about is chosen at once. */
function ChooseButtons() {
  const t = useTranslations('queue.decide');
  const choose = (button: HTMLButtonElement, isWanted: (box: HTMLInputElement) => boolean) => {
    const boxes = button.form?.querySelectorAll<HTMLInputElement>('input[name="cluster"]:enabled') ?? [];
    for (const box of boxes) box.checked = isWanted(box);
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={(event) => choose(event.currentTarget, (box) => box.dataset['complaints'] === 'true')}>
        {t('chooseComplained')}
      </Button>
      <Button onClick={(event) => choose(event.currentTarget, () => false)}>{t('chooseNone')}</Button>
    </div>
  );
}

// One decision with what it needs: a day, a reason, an outcome, and words. Folded until somebody wants it.

import { useNow, useTranslations } from 'next-intl';
import {
  ActionForm,
  FormError,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '@/app/components/ui';
import { closeOutcomes, dismissReasons } from '@/lib/cases/types';
import type { CaseDecision } from '@/lib/cases/transitions';
import { closeAction, dismissAction, reopenAction, watchAction } from './actions';
import { ReloadWhenStale } from './reload-when-stale';
import { TargetFields, type DecisionTarget } from './target-fields';

type Decision = Exclude<CaseDecision, 'start-review'>;
export const foldedDecisions: Decision[] = ['watch', 'dismiss', 'close', 'reopen'];

const actions = { watch: watchAction, dismiss: dismissAction, close: closeAction, reopen: reopenAction };
const dayMs = 86_400_000;

interface DecisionFormProps {
  decision: Decision;
  target: DecisionTarget;
  isPossible: boolean;
}

export function DecisionForm({ decision, target, isPossible }: DecisionFormProps) {
  const t = useTranslations('case.decide');
  return (
    <details
      className={decision === 'reopen' ? undefined : 'border-t border-line pt-2'}
      name="decision"
      hidden={!isPossible}
    >
      <summary className="font-medium text-accent">{t(decision)}</summary>
      <ActionForm
        action={actions[decision]}
        doneText={t('done')}
        resetWhenDone
        label={t(`${decision}Title`)}
        className="mt-2 flex flex-col gap-2"
      >
        <TargetFields target={target} />
        <p className="text-[0.8125rem] text-muted">{t(`${decision}Text`)}</p>
        <Choice decision={decision} />
        <TextAreaField name="note" label={t('note')} rows={3} maxLength={4000} optional />
        <FormError />
        <ReloadWhenStale label={t('reload')} />
        <div>
          <SubmitButton look={decision === 'watch' || decision === 'reopen' ? 'primary' : 'danger'}>
            {t(`${decision}Submit`)}
          </SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}

function Choice({ decision }: { decision: Decision }) {
  const t = useTranslations('case');
  const now = useNow();
  if (decision === 'reopen') return null;
  if (decision === 'watch') {
    const day = (days: number) => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
    return (
      <TextField
        type="date"
        name="until"
        label={t('decide.until')}
        defaultValue={day(7)}
        min={day(1)}
        max={day(90)}
      />
    );
  }
  const codes = decision === 'dismiss' ? dismissReasons : closeOutcomes;
  return (
    <SelectField
      name={decision === 'dismiss' ? 'reason' : 'outcome'}
      label={t(decision === 'dismiss' ? 'decide.reason' : 'decide.outcome')}
      defaultValue=""
    >
      <option value="" disabled>
        {t('decide.choose')}
      </option>
      {codes.map((code) => (
        <option key={code} value={code}>
          {t(`outcomes.${code}`)}
        </option>
      ))}
    </SelectField>
  );
}

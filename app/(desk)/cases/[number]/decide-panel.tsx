// What can be decided about the case now. Each decision carries the version this page showed; a note needs none. What
// is not possible is hidden, not gone: the form that has just moved the case on still says that it did.

import { useTranslations } from 'next-intl';
import {
  ActionForm,
  FormError,
  Section,
  SelectField,
  SubmitButton,
  TextAreaField,
} from '@/app/components/ui';
import type { CaseDetail } from '@/lib/cases/detail-queries';
import type { Assignee } from '@/lib/cases/queries';
import { decisionsFor } from '@/lib/cases/transitions';
import { isOpenState } from '@/lib/cases/types';
import { addNoteAction, assignAction, startReviewAction } from './actions';
import { DecisionForm, foldedDecisions } from './decision-form';
import { ReloadWhenStale } from './reload-when-stale';
import { TargetFields, type DecisionTarget } from './target-fields';

interface DecidePanelProps {
  found: CaseDetail;
  assignees: Assignee[];
  userId: number;
  target: DecisionTarget;
}

export function DecidePanel({ found, assignees, userId, target }: DecidePanelProps) {
  const t = useTranslations('case');
  const { measuresInForce, heldMail } = found;
  const context = { otherOpenCase: found.otherOpen !== null, measuresInForce, heldMail };
  const decisions = decisionsFor(found.state, context);
  return (
    <Section title={t('decide.title')}>
      <div className="flex flex-col gap-3 rounded border border-line bg-panel px-3 py-3">
        {found.otherOpen === null || isOpenState(found.state) ? null : (
          <p className="text-muted">{t('decide.otherOpen', { number: found.otherOpen })}</p>
        )}
        <StartReview target={target} isPossible={decisions.includes('start-review')} />
        {isOpenState(found.state) ? (
          <Assignment found={found} assignees={assignees} userId={userId} target={target} />
        ) : null}
        {foldedDecisions.map((decision) => (
          <DecisionForm
            key={decision}
            decision={decision}
            target={target}
            isPossible={decisions.includes(decision)}
          />
        ))}
        {measuresInForce && isOpenState(found.state) ? (
          <p className="text-[0.8125rem] text-muted">{t('decide.inForce')}</p>
        ) : null}
        {heldMail && isOpenState(found.state) ? (
          <p className="text-[0.8125rem] text-muted">
            {t('decide.heldMail')}{' '}
            <a href="#queue" className="underline">
              {t('decide.toQueue')}
            </a>
          </p>
        ) : null}
        <NoteForm caseId={target.caseId} />
      </div>
    </Section>
  );
}

function StartReview({ target, isPossible }: { target: DecisionTarget; isPossible: boolean }) {
  const t = useTranslations('case');
  return (
    <div hidden={!isPossible}>
      <ActionForm
        action={startReviewAction}
        doneText={t('decide.done')}
        label={t('decide.start-review')}
        className="flex flex-col gap-2"
      >
        <TargetFields target={target} />
        <SubmitButton>{t('decide.start-review')}</SubmitButton>
        <FormError />
        <ReloadWhenStale label={t('decide.reload')} />
      </ActionForm>
    </div>
  );
}

function Assignment({ found, assignees, userId, target }: DecidePanelProps) {
  const t = useTranslations('case');
  const chosen = found.assignee?.id ?? userId;
  return (
    <ActionForm
      action={assignAction}
      doneText={t('assign.done')}
      label={t('assign.label')}
      className="flex flex-col gap-2"
    >
      <TargetFields target={target} />
      <div className="flex items-end gap-2">
        <SelectField
          key={chosen}
          name="assignee"
          label={t('assign.label')}
          defaultValue={String(chosen)}
          className="flex-1"
        >
          <option value="">{t('facts.nobody')}</option>
          {assignees.map(({ id, name, isActive }) =>
            isActive || id === found.assignee?.id ? (
              <option key={id} value={id}>
                {name}
              </option>
            ) : null,
          )}
        </SelectField>
        <SubmitButton look="plain">{t('assign.submit')}</SubmitButton>
      </div>
      <FormError />
      <ReloadWhenStale label={t('decide.reload')} />
    </ActionForm>
  );
}

function NoteForm({ caseId }: { caseId: number }) {
  const t = useTranslations('case');
  return (
    <ActionForm
      action={addNoteAction}
      doneText={t('note.done')}
      resetWhenDone
      label={t('note.label')}
      className="flex flex-col gap-2 border-t border-line pt-3"
    >
      <input type="hidden" name="caseId" value={caseId} readOnly />
      <TextAreaField name="text" label={t('note.label')} rows={3} maxLength={4000} />
      <FormError />
      <div>
        <SubmitButton look="plain">{t('note.submit')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

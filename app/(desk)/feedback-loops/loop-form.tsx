'use client';
// A feedback loop's settings: what it is, who looks after it, whom to write to, what its terms are.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import type { FormAction } from '@/app/form-state';
import { ActionForm, FormError, LinkButton, SelectField, SubmitButton } from '@/app/components/ui';
import type { Assignee } from '@/lib/cases/queries';
import type { SavedLoop } from '@/lib/desk/save-feedback-loop';
import { LOOP_STATES, type LoopSettings } from '@/lib/feedback-loops/types';
import { addLoopAction, changeLoopAction } from './actions';
import { ContactFields } from './contact-fields';
import { IdentityFields } from './identity-fields';
import { TermsFields } from './terms-fields';

interface LoopFormProps {
  /** Null: a new one. */
  known: { id: number; version: string } | null;
  settings: LoopSettings;
  readOnly: boolean;
  /** Names that the field proposes; any other is fine. */
  programs: string[];
  people: Assignee[];
}

export function LoopForm({ known, settings, readOnly, programs, people }: LoopFormProps) {
  const t = useTranslations('loops');
  const common = useTranslations('common');
  // As first seen: a refresh under the draft must not make it look up to date.
  const [seen, setSeen] = useState(known?.version ?? '');
  const router = useRouter();
  const isNew = known === null;
  const onDone = useCallback(
    ({ id, version }: SavedLoop) => {
      setSeen(version);
      if (isNew) router.push(`/feedback-loops/${id}`);
    },
    [router, isNew],
  );
  const action: FormAction<SavedLoop> = known === null ? addLoopAction : changeLoopAction;
  return (
    <ActionForm
      action={action}
      label={t('settings')}
      doneText={common('saved')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-6"
    >
      {known === null ? (
        <StateField />
      ) : (
        <>
          <input type="hidden" name="id" value={known.id} />
          <input type="hidden" name="version" value={seen} />
        </>
      )}
      <IdentityFields settings={settings} readOnly={readOnly} programs={programs} />
      <ContactFields settings={settings} readOnly={readOnly} people={people} />
      <TermsFields settings={settings} readOnly={readOnly} />
      <FormError />
      {readOnly ? null : (
        <div className="flex gap-2">
          <SubmitButton>{common('save')}</SubmitButton>
          {known === null ? (
            <LinkButton look="quiet" href="/feedback-loops">
              {common('cancel')}
            </LinkButton>
          ) : null}
        </div>
      )}
    </ActionForm>
  );
}

function StateField() {
  const t = useTranslations('loops');
  return (
    <SelectField label={t('state')} hint={t('stateHint')} name="state" defaultValue="planned">
      {LOOP_STATES.map((state) => (
        <option key={state} value={state}>
          {t(`states.${state}`)}
        </option>
      ))}
    </SelectField>
  );
}

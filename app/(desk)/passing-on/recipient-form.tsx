'use client';
// Who gets complaints, where, in which form and how much of them.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import {
  ActionForm,
  CheckboxField,
  FormError,
  LinkButton,
  SelectField,
  SubmitButton,
  TextField,
} from '@/app/components/ui';
import { redactionLevels, reportForms, rhythms, type Recipient } from '@/lib/passing-on/types';
import { addRecipientAction, changeRecipientAction } from './actions';

export type RecipientDraft = Pick<Recipient, 'to' | 'form' | 'rhythm' | 'level' | 'language' | 'isActive'>;

interface RecipientFormProps {
  /** Null: a new one. */
  known: { id: number; version: string } | null;
  settings: RecipientDraft;
  /** Agents see and do not change. */
  isReadOnly: boolean;
}

export function RecipientForm({ known, settings, isReadOnly }: RecipientFormProps) {
  const t = useTranslations('passingOn');
  const common = useTranslations('common');
  const [seen, setSeen] = useState(known?.version ?? '');
  const router = useRouter();
  const isNew = known === null;
  const onDone = useCallback(
    (saved: { id: number; version: string }) => {
      setSeen(saved.version);
      if (isNew) router.push(`/passing-on/${saved.id}`);
    },
    [router, isNew],
  );
  return (
    <ActionForm
      action={isNew ? addRecipientAction : changeRecipientAction}
      label={t('settings')}
      doneText={common('saved')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-4"
    >
      {known === null ? (
        <TextField name="number" label={t('number')} hint={t('numberHint')} required />
      ) : (
        <>
          <input type="hidden" name="id" value={known.id} />
          <input type="hidden" name="version" value={seen} />
        </>
      )}
      <fieldset disabled={isReadOnly} className="flex flex-col gap-4">
        <TextField
          name="to"
          type="email"
          label={t('to')}
          hint={t('toHint')}
          defaultValue={settings.to}
          required
        />
        <Choice
          name="form"
          value={settings.form}
          options={reportForms.map((one) => [one, t(`forms.${one}`)])}
          label={t('form')}
          hint={t('formHint')}
        />
        <Choice
          name="rhythm"
          value={settings.rhythm}
          options={rhythms.map((one) => [one, t(`rhythms.${one}`)])}
          label={t('rhythm')}
        />
        <Choice
          name="level"
          value={settings.level}
          options={redactionLevels.map((one) => [one, t(`levels.${one}`)])}
          label={t('level')}
          hint={t('levelHint')}
        />
        <Choice
          name="language"
          value={settings.language}
          options={(['de', 'en'] as const).map((one) => [one, t(`languages.${one}`)])}
          label={t('language')}
        />
        <CheckboxField
          name="isActive"
          label={t('isActive')}
          hint={t('isActiveHint')}
          defaultChecked={settings.isActive}
        />
      </fieldset>
      <FormError />
      {isReadOnly ? null : (
        <div className="flex gap-2">
          <SubmitButton>{t('save')}</SubmitButton>
          {isNew ? (
            <LinkButton look="quiet" href="/passing-on">
              {common('cancel')}
            </LinkButton>
          ) : null}
        </div>
      )}
    </ActionForm>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  label: string;
  hint?: string;
  options: [value: string, text: string][];
}

function Choice({ name, value, label, hint, options }: ChoiceProps) {
  return (
    <SelectField name={name} label={label} hint={hint} defaultValue={value}>
      {options.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </SelectField>
  );
}

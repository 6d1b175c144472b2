'use client';
// Makes a token and shows it, this once.

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import {
  ActionForm,
  CheckboxField,
  FormError,
  Section,
  SubmitButton,
  TextField,
  useFormState,
} from '@/app/components/ui';
import { NAME_CHARS_MAX, RATE_DEFAULT } from '@/lib/api-tokens/limits';
import { API_SCOPES } from '@/lib/api-tokens/types';
import { createTokenAction, type ShownToken } from './actions';
import { NewTokenNote } from './new-token-note';

export function CreateTokenForm() {
  const t = useTranslations('api');
  const [made, setMade] = useState<ShownToken | null>(null);
  return (
    <Section title={t('create')} text={t('createText')}>
      <div className="flex max-w-xl flex-col gap-3">
        {made === null ? null : <NewTokenNote key={made.token} {...made} />}
        <ActionForm
          action={createTokenAction}
          label={t('create')}
          resetWhenDone
          onDone={setMade}
          className="flex flex-col gap-3"
        >
          <TextField
            label={t('name')}
            hint={t('nameHint')}
            name="name"
            autoComplete="off"
            maxLength={NAME_CHARS_MAX}
            required
          />
          <ScopeFields />
          <TextField
            label={t('rate')}
            hint={t('rateHint')}
            name="ratePerMinute"
            inputMode="numeric"
            defaultValue={RATE_DEFAULT}
            required
          />
          <FormError />
          <div>
            <SubmitButton>{t('create')}</SubmitButton>
          </div>
        </ActionForm>
      </div>
    </Section>
  );
}

function ScopeFields() {
  const t = useTranslations('api');
  const error = useFormState().state.error?.fields?.['scopes'];
  const errorId = useId();
  return (
    <fieldset aria-describedby={error ? errorId : undefined}>
      <legend className="mb-0.5 font-medium">{t('scopes')}</legend>
      {API_SCOPES.map((scope) => (
        <CheckboxField
          key={scope}
          label={t(`scopeNames.${scope}`)}
          name="scopes"
          value={scope}
          defaultChecked={scope === 'reports:write'}
          className="py-1"
        />
      ))}
      {error ? (
        <p id={errorId} className="mt-0.5 text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

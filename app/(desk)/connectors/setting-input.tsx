'use client';
// One field of a kind's settings, by its type. Its words stand under its name, with dots as hyphens.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CheckboxField, SelectField, TextAreaField, TextField } from '@/app/components/ui';
import type { ConnectorField } from '@/lib/connectors/form';
import { lookUp } from '@/lib/i18n/look-up';

interface SettingInputProps {
  kind: string;
  field: ConnectorField;
  value: string;
  /** A secret is stored and may stay. */
  hasSecret: boolean;
  /** What is chosen decides which other fields there are. */
  onChoose: (choice: string) => void;
}

export function SettingInput({ kind, field, value, hasSecret, onChoose }: SettingInputProps) {
  const t = useTranslations('connectors');
  const [checked, setChecked] = useState(value === 'true');
  const { name, type, required, choices } = field;
  const key = name.replaceAll('.', '-');
  const words = (part: string) => lookUp(t, `${part}.${kind}-${key}`) ?? lookUp(t, `${part}.${key}`);
  const label = words('fields') ?? name;
  const hint = words('hints') ?? undefined;
  const shared = { label, hint, name, optional: required !== true, autoComplete: 'off', spellCheck: false };
  switch (type) {
    case 'secret':
      return (
        <TextField
          {...shared}
          type="password"
          autoComplete="new-password"
          hint={hasSecret ? t('secretKept') : hint}
        />
      );
    case 'checkbox':
      return (
        <>
          <input type="hidden" name={name} value={String(checked)} readOnly />
          <CheckboxField
            label={label}
            hint={hint}
            checked={checked}
            onChange={(event) => setChecked(event.target.checked)}
          />
        </>
      );
    case 'choice':
      return (
        <SelectField
          label={label}
          hint={hint}
          name={name}
          defaultValue={value}
          onChange={(event) => onChoose(event.target.value)}
        >
          {(choices ?? []).map((choice) => (
            <option key={choice} value={choice}>
              {lookUp(t, `choices.${key}.${choice}`) ?? choice}
            </option>
          ))}
        </SelectField>
      );
    case 'code':
    case 'lines':
      return (
        <TextAreaField
          {...shared}
          defaultValue={value}
          rows={4}
          className="sm:col-span-2 [&_textarea]:font-mono [&_textarea]:text-[0.8125rem]"
        />
      );
    default:
      return (
        <TextField {...shared} defaultValue={value} inputMode={type === 'number' ? 'numeric' : undefined} />
      );
  }
}

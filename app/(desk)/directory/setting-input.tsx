'use client';
// One field of a kind's form, by its type.

import { useTranslations } from 'next-intl';
import { CheckboxField, SelectField, TextAreaField, TextField } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { SettingField } from '@/lib/directory/types';

interface SettingInputProps {
  field: SettingField;
  value: string;
  onChange(value: string): void;
  /** A secret is stored and may stay. */
  hasSecret: boolean;
}

export function SettingInput({ field, value, onChange, hasSecret }: SettingInputProps) {
  const t = useTranslations('directory');
  const { name, type, required } = field;
  const shared = {
    label: lookUp(t, `fields.${name}`) ?? name,
    hint: lookUp(t, `hints.${name}`) ?? undefined,
    name,
    optional: required !== true && type !== 'choice' && type !== 'checkbox',
    autoComplete: 'off',
    spellCheck: false,
  };
  if (type === 'secret')
    return (
      <TextField
        {...shared}
        type="password"
        autoComplete="new-password"
        hint={hasSecret ? t('secretKept') : t('secretHint')}
      />
    );
  if (type === 'checkbox')
    return (
      <CheckboxField
        label={shared.label}
        hint={shared.hint}
        name={name}
        value="yes"
        checked={value === 'true'}
        onChange={(event) => onChange(String(event.target.checked))}
      />
    );
  if (type === 'choice')
    return (
      <SelectField
        label={shared.label}
        hint={shared.hint}
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {(field.choices ?? []).map((choice) => (
          <option key={choice} value={choice}>
            {lookUp(t, `choices.${name}.${choice}`) ?? choice}
          </option>
        ))}
      </SelectField>
    );
  if (type === 'code')
    return (
      <TextAreaField
        {...shared}
        value={value}
        rows={Math.min(12, Math.max(3, value.split('\n').length))}
        className="sm:col-span-2 [&_textarea]:font-mono [&_textarea]:text-[0.8125rem]"
        onChange={(event) => onChange(event.target.value)}
      />
    );
  return (
    <TextField
      {...shared}
      value={value}
      inputMode={type === 'number' ? 'numeric' : undefined}
      className={isWide(name) ? 'sm:col-span-2' : undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Paths, addresses and filters need room. */
function isWide(name: string): boolean {
  return /^(?:url|path|bindDn)$|(?:Base|Filter)$/.test(name);
}

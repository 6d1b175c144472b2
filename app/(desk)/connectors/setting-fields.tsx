'use client';
// The settings of a kind: what always counts first, then each group under its words; fields that a choice makes pointless
// are left out.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { isShown, type ConnectorField, type FormValues } from '@/lib/connectors/form';
import { SettingInput } from './setting-input';

interface SettingFieldsProps {
  kind: string;
  fields: readonly ConnectorField[];
  values: FormValues;
  /** A secret is stored and may stay. */
  hasSecret: boolean;
}

const groups = ['own', 'dovecot', 'probe', 'signIn'] as const;

export function SettingFields({ kind, fields, values, hasSecret }: SettingFieldsProps) {
  const t = useTranslations('connectors.groups');
  const [chosen, setChosen] = useState(values);
  const shown = fields.filter((one) => isShown(one, chosen));
  const inputs = (some: readonly ConnectorField[]) => (
    <div className="grid gap-3 sm:grid-cols-2">
      {some.map((field) => (
        <SettingInput
          key={field.name}
          kind={kind}
          field={field}
          value={values[field.name] ?? ''}
          hasSecret={hasSecret}
          onChoose={(choice) => setChosen((before) => ({ ...before, [field.name]: choice }))}
        />
      ))}
    </div>
  );
  return (
    <>
      {inputs(shown.filter(({ group }) => group === undefined))}
      {groups.map((group) => {
        const some = shown.filter((one) => one.group === group);
        return some.length === 0 ? null : (
          <fieldset key={group} className="border-t border-line pt-3">
            <legend className="float-left mb-2 w-full font-semibold">{t(group)}</legend>
            <div className="clear-both">{inputs(some)}</div>
          </fieldset>
        );
      })}
    </>
  );
}

'use client';
// Every number of the policy as a field, and the reason for the change.

import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import {
  ActionForm,
  FormError,
  LinkButton,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '@/app/components/ui';
import { choicesOf, type PolicyGroup, type PolicyLine } from '@/lib/policies/policy-fields';
import { PolicyLineName, PolicyValue } from '../policy-line';
import { draftPolicyAction } from '../actions';

export function PolicyForm({
  version,
  note,
  groups,
}: {
  /** Of the draft; 0 where there is none yet. */
  version: number;
  note: string;
  groups: { group: PolicyGroup; lines: PolicyLine[] }[];
}) {
  const t = useTranslations('policy');
  const common = useTranslations('common');
  // As first seen: a refresh under the draft must not make it look up to date.
  const [seen] = useState(version);
  const router = useRouter();
  const onDone = useCallback(() => router.push('/policy/draft'), [router]);
  return (
    <ActionForm action={draftPolicyAction} label={t('succeed')} doneText={t('succeeded')} onDone={onDone}>
      <input type="hidden" name="version" value={seen} />
      {groups.map(({ group, lines }) => (
        <fieldset key={group} className="mb-6">
          <legend className="mb-1 text-base font-semibold">{t(`groups.${group}`)}</legend>
          {group === 'automatic' ? (
            <p className="mb-2 max-w-[75ch] text-muted">{t('groupTexts.automatic')}</p>
          ) : null}
          <div className="grid items-end gap-x-4 gap-y-2 grid-cols-2 lg:grid-cols-4">
            {lines.map((line) => (
              <LineField key={line.path} {...line} />
            ))}
          </div>
        </fieldset>
      ))}
      <div className="flex max-w-2xl flex-col gap-3">
        <TextAreaField
          label={t('note')}
          hint={t('noteHint')}
          name="note"
          rows={2}
          required
          maxLength={500}
          defaultValue={note}
        />
        <FormError />
        <div className="flex gap-2">
          <SubmitButton>{t('succeedSubmit')}</SubmitButton>
          <LinkButton look="quiet" href="/policy">
            {common('cancel')}
          </LinkButton>
        </div>
      </div>
    </ActionForm>
  );
}

function LineField({ path, value }: PolicyLine) {
  const format = useFormatter();
  const label = <PolicyLineName path={path} />;
  const choices = choicesOf(path);
  if (choices !== null) {
    return (
      <SelectField label={label} name={`line:${path}`} defaultValue={value}>
        {choices.map((code) => (
          <option key={code} value={code}>
            <PolicyValue path={path} value={code} />
          </option>
        ))}
      </SelectField>
    );
  }
  // Without grouping, so that what stands in the field can be read back in either language.
  const text =
    typeof value === 'string'
      ? value
      : format.number(value, { maximumFractionDigits: 6, useGrouping: false });
  return (
    <TextField
      label={label}
      name={`line:${path}`}
      inputMode="decimal"
      autoComplete="off"
      defaultValue={text}
      required
    />
  );
}

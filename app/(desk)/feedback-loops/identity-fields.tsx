'use client';
// What a feedback loop is, which identities prove its reports, and what they weigh.

import { useFormatter, useTranslations } from 'next-intl';
import { SelectField, TextAreaField, TextField } from '@/app/components/ui';
import { DEFAULT_KINDS, type LoopSettings } from '@/lib/feedback-loops/types';
import { FieldGroup, plain } from './field-group';

interface IdentityFieldsProps {
  settings: LoopSettings;
  readOnly: boolean;
  programs: string[];
}

export function IdentityFields({ settings, readOnly, programs }: IdentityFieldsProps) {
  const t = useTranslations('loops');
  const locked = { ...plain, readOnly };
  return (
    <FieldGroup title={t('groups.identity')}>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('name')}
          name="name"
          defaultValue={settings.name}
          required
          maxLength={100}
          {...locked}
        />
        <TextField
          label={t('program')}
          hint={t('programHint')}
          name="program"
          list="loop-programs"
          defaultValue={settings.program}
          required
          maxLength={100}
          {...locked}
        />
      </div>
      <datalist id="loop-programs">
        {programs.map((program) => (
          <option key={program} value={program} />
        ))}
      </datalist>
      <TextField
        label={t('intakeAlias')}
        hint={t('intakeAliasHint')}
        name="intakeAlias"
        inputMode="email"
        defaultValue={settings.intakeAlias ?? ''}
        optional
        {...locked}
      />
      <IdentityLines settings={settings} readOnly={readOnly} />
      <WeightFields settings={settings} readOnly={readOnly} />
    </FieldGroup>
  );
}

function IdentityLines({ settings, readOnly }: Omit<IdentityFieldsProps, 'programs'>) {
  const t = useTranslations('loops');
  const lines = { ...plain, readOnly, rows: 3, optional: true };
  return (
    <>
      <TextAreaField
        label={t('dkimDomains')}
        hint={t('dkimHint')}
        name="dkimDomains"
        defaultValue={settings.dkimDomains.join('\n')}
        {...lines}
      />
      <TextAreaField
        label={t('envelopeDomains')}
        hint={t('envelopeHint')}
        name="envelopeDomains"
        defaultValue={settings.envelopeDomains.join('\n')}
        {...lines}
      />
      <TextAreaField
        label={t('fromAddresses')}
        hint={t('fromHint')}
        name="fromAddresses"
        defaultValue={settings.fromAddresses.join('\n')}
        {...lines}
      />
    </>
  );
}

function WeightFields({ settings, readOnly }: Omit<IdentityFieldsProps, 'programs'>) {
  const t = useTranslations('loops');
  const format = useFormatter();
  const locked = { ...plain, readOnly };
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={t('defaultKind')}
          hint={t('defaultKindHint')}
          name="defaultKind"
          defaultValue={settings.defaultKind}
          disabled={readOnly}
        >
          {DEFAULT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('factor')}
          hint={t('factorHint')}
          name="factor"
          inputMode="decimal"
          defaultValue={format.number(settings.factor, 'factor')}
          required
          {...locked}
        />
      </div>
      <TextField
        label={t('expectedPerDay')}
        hint={t('expectedPerDayHint')}
        name="expectedPerDay"
        inputMode="decimal"
        defaultValue={settings.expectedPerDay === null ? '' : format.number(settings.expectedPerDay, 'plain')}
        optional
        {...locked}
      />
    </>
  );
}

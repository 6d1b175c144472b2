'use client';
// A feedback loop: what it is, which identities prove its reports, what they weigh.

import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import {
  ActionForm,
  CheckboxField,
  FormError,
  LinkButton,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '@/app/components/ui';
import { DEFAULT_KINDS, type LoopSettings } from '@/lib/feedback-loops/types';
import { saveLoopAction } from './actions';

interface LoopFormProps {
  id: number | null;
  version: string;
  settings: LoopSettings;
  readOnly: boolean;
  /** Names that the field proposes; any other is fine. */
  programs: string[];
}

export function LoopForm({ id, version, settings, readOnly, programs }: LoopFormProps) {
  const t = useTranslations('loops');
  const common = useTranslations('common');
  const format = useFormatter();
  // As first seen: a refresh under the draft must not make it look up to date.
  const [seen] = useState(version);
  const router = useRouter();
  const onDone = useCallback(() => router.push('/feedback-loops'), [router]);
  const locked = { readOnly, autoComplete: 'off', spellCheck: false };
  const lines = { ...locked, rows: 3, optional: true };
  return (
    <ActionForm
      action={saveLoopAction}
      label={t('settings')}
      doneText={common('saved')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-3"
    >
      <input type="hidden" name="id" value={id ?? ''} />
      <input type="hidden" name="version" value={seen} />
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
      <CheckboxField
        label={t('active')}
        hint={t('activeHint')}
        name="active"
        defaultChecked={settings.active}
        disabled={readOnly}
      />
      <CheckboxField
        label={t('discloses')}
        hint={t('disclosesHint')}
        name="discloses"
        defaultChecked={settings.discloses}
        disabled={readOnly}
      />
      <FormError />
      <div className="flex gap-2">
        {readOnly ? null : <SubmitButton>{common('save')}</SubmitButton>}
        <LinkButton look="quiet" href="/feedback-loops">
          {readOnly ? common('back') : common('cancel')}
        </LinkButton>
      </div>
    </ActionForm>
  );
}

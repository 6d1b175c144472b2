'use client';
// What an administrator says of a program.

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
  TextAreaField,
  TextField,
} from '@/app/components/ui';
import type { CorrectionBody } from '@/lib/feedback-loops/programs/correction';
import { applyWays, programKeys, programStatuses } from '@/lib/feedback-loops/programs/types';
import { saveProgramAction } from './actions';

interface ProgramFormProps {
  /** Null: a new one. */
  id: string | null;
  /** When the correction shown was saved; empty where there is none. */
  seen: string;
  body: CorrectionBody;
}

export function ProgramForm({ id, seen, body }: ProgramFormProps) {
  const t = useTranslations('programs');
  const common = useTranslations('common');
  // As first seen: a refresh under the draft must not make it look up to date.
  const [first] = useState(seen);
  const router = useRouter();
  const onDone = useCallback(
    (data: { id: string }) => router.push(`/feedback-loops/programs/${data.id}`),
    [router],
  );
  const plain = { autoComplete: 'off', spellCheck: false };
  const lines = { ...plain, rows: 3, optional: true };
  return (
    <ActionForm
      action={saveProgramAction}
      label={t('settings')}
      doneText={common('saved')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-3"
    >
      <input type="hidden" name="id" value={id ?? ''} />
      <input type="hidden" name="seen" value={first} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('name')}
          name="name"
          defaultValue={body.name}
          required
          maxLength={100}
          {...plain}
        />
        <SelectField label={t('status')} name="status" defaultValue={body.status}>
          {programStatuses.map((status) => (
            <option key={status} value={status}>
              {t(`statuses.${status}`)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t('apply')} name="way" defaultValue={body.way}>
          {applyWays.map((way) => (
            <option key={way} value={way}>
              {t(`ways.${way}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('url')}
          name="url"
          type="url"
          defaultValue={body.url ?? ''}
          maxLength={500}
          optional
          {...plain}
        />
      </div>
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
        <legend className="mb-0.5 font-medium">{t('keyedOn')}</legend>
        {programKeys.map((key) => (
          <CheckboxField
            key={key}
            name="keyedOn"
            value={key}
            label={t(`keys.${key}`)}
            defaultChecked={body.keyedOn.includes(key)}
          />
        ))}
      </fieldset>
      <TextAreaField
        label={t('from')}
        hint={t('lines')}
        name="from"
        defaultValue={body.from.join('\n')}
        {...lines}
      />
      <TextAreaField
        label={t('envelopeDomains')}
        hint={t('lines')}
        name="envelopeDomains"
        defaultValue={body.envelopeDomains.join('\n')}
        {...lines}
      />
      <TextAreaField
        label={t('dkimDomains')}
        hint={t('lines')}
        name="dkimDomains"
        defaultValue={body.dkimDomains.join('\n')}
        {...lines}
      />
      <TextAreaField
        label={t('mailboxDomains')}
        hint={t('mailboxDomainsHint')}
        name="mailboxDomains"
        defaultValue={(body.mailboxDomains ?? []).join('\n')}
        {...lines}
      />
      <TextAreaField
        label={t('mailHosts')}
        hint={t('mailHostsHint')}
        name="mailHosts"
        defaultValue={(body.mailHosts ?? []).join('\n')}
        {...lines}
      />
      <TextAreaField
        label={t('note')}
        hint={t('noteHint')}
        name="note"
        defaultValue={body.note ?? ''}
        rows={4}
        maxLength={4000}
        optional
      />
      <FormError />
      <div className="flex gap-2">
        <SubmitButton>{common('save')}</SubmitButton>
        {id === null ? (
          <LinkButton look="quiet" href="/feedback-loops/programs">
            {common('cancel')}
          </LinkButton>
        ) : null}
      </div>
    </ActionForm>
  );
}

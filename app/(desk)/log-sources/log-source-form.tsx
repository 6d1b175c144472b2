'use client';
// The settings of a followed log, with a button that reads its last lines and shows what was understood.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import {
  ActionForm,
  FormError,
  LinkButton,
  SelectField,
  SubmitButton,
  TextField,
  useToast,
} from '@/app/components/ui';
import type { LogTest } from '@/lib/desk/test-log-source';
import type { LogSourceSettings } from '@/lib/log-sources/types';
import { logFormats } from '@/lib/maillog/types';
import { logSourceAction, type LogSourceAnswer } from './actions';
import { TestResult } from './test-result';

interface LogSourceFormProps {
  id: number | null;
  version: string;
  settings: LogSourceSettings;
  readOnly: boolean;
}

export function LogSourceForm({ id, version, settings, readOnly }: LogSourceFormProps) {
  const t = useTranslations('logSources');
  const common = useTranslations('common');
  const [tested, setTested] = useState<LogTest | null>(null);
  // As first seen: a refresh under the draft must not make it look up to date.
  const [seen] = useState(version);
  const router = useRouter();
  const toast = useToast();
  const onDone = useCallback(
    (answer: LogSourceAnswer) => {
      if ('tested' in answer) return setTested(answer.tested);
      toast(common('saved'));
      router.push('/log-sources');
    },
    [common, router, toast],
  );
  const locked = { readOnly, autoComplete: 'off', spellCheck: false };
  return (
    <ActionForm
      action={logSourceAction}
      label={t('settings')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-3"
    >
      <input type="hidden" name="id" value={id ?? ''} />
      <input type="hidden" name="version" value={seen} />
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        name="name"
        defaultValue={settings.name}
        required
        {...locked}
      />
      <TextField
        label={t('path')}
        hint={t('pathHint')}
        name="path"
        defaultValue={settings.path}
        required
        {...locked}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        {readOnly ? (
          <input type="hidden" name="format" value={settings.format} />
        ) : (
          <SelectField label={t('format')} name="format" defaultValue={settings.format}>
            <option value="auto">{t('formats.auto')}</option>
            {logFormats.map((format) => (
              <option key={format} value={format}>
                {t(`formats.${format}`)}
              </option>
            ))}
          </SelectField>
        )}
        <TextField
          label={t('timeZone')}
          hint={t('timeZoneHint')}
          name="timeZone"
          defaultValue={settings.timeZone}
          required
          {...locked}
        />
        <TextField
          label={t('host')}
          hint={t('hostHint')}
          name="host"
          defaultValue={settings.host}
          optional
          {...locked}
        />
        <TextField
          label={t('syslogName')}
          hint={t('syslogNameHint')}
          name="syslogName"
          defaultValue={settings.syslogName}
          {...locked}
        />
      </div>
      <FormError />
      {tested ? <TestResult tested={tested} /> : null}
      <div className="flex flex-wrap gap-2">
        {readOnly ? null : (
          <SubmitButton name="intent" value="save">
            {common('save')}
          </SubmitButton>
        )}
        <SubmitButton look="plain" name="intent" value="test">
          {t('test')}
        </SubmitButton>
        <LinkButton look="quiet" href="/log-sources">
          {common('cancel')}
        </LinkButton>
      </div>
    </ActionForm>
  );
}

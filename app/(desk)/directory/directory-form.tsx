'use client';
// The settings of a directory, of any kind, with a button that tries them and shows every step. The secret is write-only.

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
import type { DirectoryTestResult } from '@/lib/desk/test-directory';
import type { DirectoryKind, SettingField } from '@/lib/directory/types';
import { directoryAction, type DirectoryAnswer } from './actions';
import type { KindForm } from './kind-forms';
import { SettingInput } from './setting-input';
import { TestResult } from './test-result';

const SCHEDULES = [15, 60, 360, 1_440];
const DEFAULT_PORTS: Record<string, string> = { postgres: '5432', mysql: '3306' };

interface DirectoryFormProps {
  id: number | null;
  version: string;
  name: string;
  everyMinutes: number | null;
  forms: KindForm[];
  hasSecret: boolean;
}

export function DirectoryForm({ id, version, name, everyMinutes, forms, hasSecret }: DirectoryFormProps) {
  const t = useTranslations('directory');
  const common = useTranslations('common');
  const [kind, setKind] = useState<DirectoryKind>(forms[0]?.kind ?? 'sql');
  const [tested, setTested] = useState<DirectoryTestResult | null>(null);
  // As first seen: a refresh under the draft must not make it look up to date.
  const [seen] = useState(version);
  const router = useRouter();
  const toast = useToast();
  const onDone = useCallback(
    (answer: DirectoryAnswer) => {
      if ('tested' in answer) return setTested(answer.tested);
      toast(common('saved'));
      router.push(id === null ? `/directory/${answer.savedId}` : '/directory');
    },
    [common, id, router, toast],
  );
  return (
    <ActionForm
      action={directoryAction}
      label={t('settings')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-3"
    >
      <input type="hidden" name="id" value={id ?? ''} />
      <input type="hidden" name="version" value={seen} />
      <TextField label={t('name')} name="name" defaultValue={name} required autoComplete="off" />
      {id !== null ? (
        <input type="hidden" name="kind" value={kind} />
      ) : (
        <SelectField
          label={t('kind')}
          hint={t(`kindHints.${kind}`)}
          name="kind"
          value={kind}
          onChange={(event) => {
            setKind(forms.find((form) => form.kind === event.target.value)?.kind ?? kind);
            setTested(null);
          }}
        >
          {forms.map((form) => (
            <option key={form.kind} value={form.kind}>
              {t(`kinds.${form.kind}`)}
            </option>
          ))}
        </SelectField>
      )}
      {forms
        .filter((form) => form.kind === kind)
        .map((form) => (
          <KindFields key={form.kind} form={form} everyMinutes={everyMinutes} hasSecret={hasSecret} />
        ))}
      <FormError />
      {tested ? <TestResult tested={tested} /> : null}
      <div className="flex flex-wrap gap-2">
        <SubmitButton name="intent" value="save">
          {common('save')}
        </SubmitButton>
        <SubmitButton look="plain" name="intent" value="test">
          {kind === 'csv' ? t('preview') : t('test')}
        </SubmitButton>
        <LinkButton look="quiet" href="/directory">
          {common('cancel')}
        </LinkButton>
      </div>
    </ActionForm>
  );
}

interface KindFieldsProps {
  form: KindForm;
  everyMinutes: number | null;
  hasSecret: boolean;
}

function KindFields({ form: { kind, fields, values: initial }, everyMinutes, hasSecret }: KindFieldsProps) {
  const t = useTranslations('directory');
  const [values, setValues] = useState(() =>
    Object.fromEntries(Object.entries(initial).map(([name, value]) => [name, String(value)])),
  );
  const change = (name: string, value: string) =>
    setValues((now) => ({ ...now, [name]: value, ...portFor(name, value, now) }));
  const isShown = ({ onlyIf }: SettingField) =>
    onlyIf === undefined || onlyIf.values.map(String).includes(values[onlyIf.field] ?? '');
  const isAsked = kind === 'http' || kind === 'abusehq';
  const isScheduled = !isAsked && values['from'] !== 'upload';
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      {fields.filter(isShown).map((field) => (
        <SettingInput
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          onChange={(value) => change(field.name, value)}
          hasSecret={hasSecret}
        />
      ))}
      {isScheduled ? (
        <SelectField label={t('every')} name="everyMinutes" defaultValue={everyMinutes ?? ''}>
          {SCHEDULES.map((minutes) => (
            <option key={minutes} value={minutes}>
              {t('everyMinutes', { minutes })}
            </option>
          ))}
          {everyMinutes === null || SCHEDULES.includes(everyMinutes) ? null : (
            <option value={everyMinutes}>{t('everyMinutes', { minutes: everyMinutes })}</option>
          )}
          <option value="">{t('byHand')}</option>
        </SelectField>
      ) : (
        <input type="hidden" name="everyMinutes" value="" />
      )}
      {isAsked ? (
        <TextField
          label={t('testLogin')}
          hint={t('testLoginHint')}
          name="login"
          optional
          autoComplete="off"
        />
      ) : null}
    </div>
  );
}

/** Another database has another usual port; one that a person set stays. */
function portFor(name: string, value: string, now: Record<string, string>): Record<string, string> {
  const usual = DEFAULT_PORTS[value];
  if (name !== 'engine' || usual === undefined || !Object.values(DEFAULT_PORTS).includes(now['port'] ?? ''))
    return {};
  return { port: usual };
}

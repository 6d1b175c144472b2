'use client';
// The form of a connector: what it may do, the settings of its kind, its canary; with its test below.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import {
  ActionForm,
  CheckboxField,
  FormError,
  LinkButton,
  SubmitButton,
  TextField,
  useFormState,
  useToast,
} from '@/app/components/ui';
import type { ConnectorField, FormValues } from '@/lib/connectors/form';
import type { ConnectorTestStep, MeasureKind } from '@/lib/containment/types';
import { connectorAction, type ConnectorAnswer } from './actions';
import { SettingFields } from './setting-fields';
import { TestSteps } from './test-steps';

/** What a canary can prove. */
const locks: readonly MeasureKind[] = ['send-lock', 'login-lock'];

interface ConnectorFormProps {
  /** Null: a new one. */
  id: number | null;
  version: string;
  kind: string;
  name: string;
  fields: readonly ConnectorField[];
  values: FormValues;
  hasSecret: boolean;
  /** What its kind can do, and what it may. */
  possible: readonly MeasureKind[];
  measures: readonly MeasureKind[];
  canaryLogin: string;
}

export function ConnectorForm(props: ConnectorFormProps) {
  const { id, version, kind, name, fields, values, hasSecret, possible, measures, canaryLogin } = props;
  const t = useTranslations('connectors');
  const common = useTranslations('common');
  const [steps, setSteps] = useState<ConnectorTestStep[] | null>(null);
  // The version that was shown first: what others save meanwhile must not make this form look up to date.
  const [seen] = useState(version);
  const router = useRouter();
  const toast = useToast();
  const onDone = useCallback(
    (answer: ConnectorAnswer) => {
      if ('tested' in answer) return setSteps(answer.tested);
      toast(common('saved'));
      router.push('/connectors');
    },
    [common, router, toast],
  );
  return (
    <ActionForm
      action={connectorAction}
      label={t('settings')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-3"
    >
      <input type="hidden" name="id" value={id ?? ''} />
      <input type="hidden" name="version" value={seen} />
      <input type="hidden" name="kind" value={kind} />
      <TextField label={t('name')} name="name" defaultValue={name} autoComplete="off" required />
      <Measures possible={possible} measures={measures} />
      <SettingFields kind={kind} fields={fields} values={values} hasSecret={hasSecret} />
      {locks.some((lock) => possible.includes(lock)) ? (
        <TextField
          label={t('canaryLogin')}
          hint={t('canaryHint')}
          name="canaryLogin"
          defaultValue={canaryLogin}
          autoComplete="off"
          optional
        />
      ) : null}
      <FormError />
      {steps === null ? null : <TestSteps steps={steps} />}
      <div className="flex flex-wrap gap-2">
        <SubmitButton name="intent" value="save">
          {common('save')}
        </SubmitButton>
        <SubmitButton look="plain" name="intent" value="test">
          {t('test')}
        </SubmitButton>
        <LinkButton look="quiet" href="/connectors">
          {common('cancel')}
        </LinkButton>
      </div>
    </ActionForm>
  );
}

function Measures({ possible, measures }: Pick<ConnectorFormProps, 'possible' | 'measures'>) {
  const t = useTranslations('connectors');
  const kinds = useTranslations('measures.kinds');
  const problem = useFormState().state.error?.fields?.['measures'];
  return (
    <fieldset>
      <legend className="mb-0.5 font-medium">{t('measures')}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {possible.map((kind) => (
          <CheckboxField
            key={kind}
            name="measures"
            value={kind}
            label={kinds(kind)}
            defaultChecked={measures.includes(kind)}
          />
        ))}
      </div>
      {problem === undefined ? null : <p className="text-danger">{problem}</p>}
    </fieldset>
  );
}

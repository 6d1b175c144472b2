'use client';
// The form of a log cluster, with its test below.

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import {
  ActionForm,
  FormError,
  LinkButton,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
  useToast,
} from '@/app/components/ui';
import type { ClusterTest } from '@/lib/desk/test-cluster';
import type { ClusterForm as Values } from '@/lib/maillog-lookup/opensearch/cluster-form';
import { clusterAuths, clusterShapes } from '@/lib/maillog-lookup/opensearch/words';
import { clusterAction, type ClusterAnswer } from './actions';
import { ClusterResult } from './cluster-result';

interface ClusterFormProps {
  /** Null: a new one. */
  id: number | null;
  version: string;
  values: Values;
  hasSecret: boolean;
  readOnly: boolean;
}

export function ClusterForm({ id, version, values, hasSecret, readOnly }: ClusterFormProps) {
  const t = useTranslations('logCluster');
  const common = useTranslations('common');
  const [tested, setTested] = useState<ClusterTest | null>(null);
  // The version that was shown first: what others save meanwhile must not make this form look up to date.
  const [seen] = useState(version);
  const router = useRouter();
  const toast = useToast();
  const onDone = useCallback(
    (answer: ClusterAnswer) => {
      if ('tested' in answer) return setTested(answer.tested);
      toast(common('saved'));
      router.push('/log-sources');
    },
    [common, router, toast],
  );
  return (
    <ActionForm
      action={clusterAction}
      label={t('settings')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-3"
    >
      <input type="hidden" name="id" value={id ?? ''} />
      <input type="hidden" name="version" value={seen} />
      <PlaceFields values={values} readOnly={readOnly} />
      <AccessFields values={values} hasSecret={hasSecret} readOnly={readOnly} />
      <TextAreaField
        label={t('fieldLines')}
        hint={t('fieldLinesHint')}
        name="fieldLines"
        defaultValue={values.fieldLines}
        rows={12}
        className="[&_textarea]:font-mono"
        readOnly={readOnly}
        required
      />
      <FormError />
      {tested ? <ClusterResult tested={tested} /> : null}
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

function PlaceFields({ values, readOnly }: Pick<ClusterFormProps, 'values' | 'readOnly'>) {
  const t = useTranslations('logCluster');
  const locked = { readOnly, autoComplete: 'off', spellCheck: false, required: true };
  return (
    <>
      <TextField label={t('name')} name="name" defaultValue={values.name} {...locked} />
      <TextField label={t('url')} hint={t('urlHint')} name="url" defaultValue={values.url} {...locked} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('index')}
          hint={t('indexHint')}
          name="index"
          defaultValue={values.index}
          {...locked}
        />
        {readOnly ? (
          <input type="hidden" name="shape" value={values.shape} />
        ) : (
          <SelectField label={t('shape')} hint={t('shapeHint')} name="shape" defaultValue={values.shape}>
            {clusterShapes.map((shape) => (
              <option key={shape} value={shape}>
                {t(`shapes.${shape}`)}
              </option>
            ))}
          </SelectField>
        )}
      </div>
    </>
  );
}

function AccessFields({
  values,
  hasSecret,
  readOnly,
}: Pick<ClusterFormProps, 'values' | 'hasSecret' | 'readOnly'>) {
  const t = useTranslations('logCluster');
  const locked = { readOnly, autoComplete: 'off', spellCheck: false };
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-3">
        {readOnly ? (
          <input type="hidden" name="auth" value={values.auth} />
        ) : (
          <SelectField label={t('auth')} name="auth" defaultValue={values.auth}>
            {clusterAuths.map((auth) => (
              <option key={auth} value={auth}>
                {t(`auths.${auth}`)}
              </option>
            ))}
          </SelectField>
        )}
        <TextField
          label={t('username')}
          name="username"
          defaultValue={values.username}
          optional
          {...locked}
        />
        {readOnly ? (
          <input type="hidden" name="secret" value="" />
        ) : (
          <TextField
            label={t('secret')}
            hint={hasSecret ? t('secretKept') : undefined}
            name="secret"
            type="password"
            autoComplete="new-password"
            optional
          />
        )}
      </div>
      <TextAreaField
        label={t('caPem')}
        hint={t('caPemHint')}
        name="caPem"
        defaultValue={values.caPem}
        rows={3}
        className="[&_textarea]:font-mono"
        readOnly={readOnly}
        optional
      />
    </>
  );
}

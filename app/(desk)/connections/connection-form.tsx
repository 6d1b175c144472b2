'use client';
// A new source of connections; what it says is shown on its own page before anything is taken.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { ActionForm, FormError, LinkButton, SelectField, SubmitButton, TextField } from '@/app/components/ui';
import { connectionKinds } from '@/lib/connections/types';
import { addConnectionsAction } from './actions';

export function ConnectionForm({ timeZone }: { timeZone: string }) {
  const t = useTranslations('connections');
  const common = useTranslations('common');
  const router = useRouter();
  const onDone = useCallback(({ id }: { id: number }) => router.push(`/connections/${id}`), [router]);
  return (
    <ActionForm
      action={addConnectionsAction}
      label={t('settings')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-3"
    >
      <TextField label={t('name')} hint={t('nameHint')} name="name" required autoComplete="off" />
      <SelectField label={t('kind')} hint={t('kindHint')} name="kind" defaultValue="sessions">
        {connectionKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('path')}
        hint={t('pathHint')}
        name="path"
        optional
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        label={t('timeZone')}
        hint={t('timeZoneHint')}
        name="timeZone"
        defaultValue={timeZone}
        required
        autoComplete="off"
      />
      <FormError />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{t('toPreview')}</SubmitButton>
        <LinkButton look="quiet" href="/connections">
          {common('cancel')}
        </LinkButton>
      </div>
    </ActionForm>
  );
}

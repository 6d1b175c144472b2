'use client';
// Lets a stopped connector go on.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton } from '@/app/components/ui';
import { goOnAction } from './actions';

export function GoOnForm({ id, name }: { id: number; name: string }) {
  const t = useTranslations('connectors');
  return (
    <ActionForm action={goOnAction} doneText={t('goOnDone')} label={t('goOnLabel', { name })}>
      <input type="hidden" name="id" value={id} />
      <FormError />
      <SubmitButton look="plain" label={t('goOnLabel', { name })}>
        {t('goOn')}
      </SubmitButton>
    </ActionForm>
  );
}

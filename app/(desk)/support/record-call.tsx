'use client';
// Records a call in the case, for the team that decides.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton, TextAreaField } from '@/app/components/ui';
import { recordCallAction } from './actions';

export function RecordCall({ caseId }: { caseId: number }) {
  const t = useTranslations('support');
  return (
    <details className="mt-3">
      <summary className="font-medium">{t('record')}</summary>
      <ActionForm
        action={recordCallAction}
        label={t('record')}
        doneText={t('recorded')}
        resetWhenDone
        className="mt-2 flex max-w-xl flex-col gap-2"
      >
        <input type="hidden" name="caseId" value={caseId} readOnly />
        <TextAreaField
          label={t('note')}
          hint={t('noteHint')}
          name="text"
          rows={3}
          required
          maxLength={2000}
        />
        <FormError />
        <div>
          <SubmitButton>{t('recordSubmit')}</SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}

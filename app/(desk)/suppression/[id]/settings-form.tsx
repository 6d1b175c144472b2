'use client';
// What a list may give away and what it refuses.

import { useTranslations } from 'next-intl';
import { ActionForm, CheckboxField, FormError, SubmitButton, TextField } from '@/app/components/ui';
import { refuseDaysMost } from '@/lib/suppression/limits';
import type { SuppressionList } from '@/lib/suppression/queries';
import { saveSettingsAction } from '../actions';

export function SettingsForm({ list, allowing }: { list: SuppressionList; allowing: number }) {
  const t = useTranslations('suppression.settings');
  return (
    <ActionForm
      action={saveSettingsAction}
      label={t('title')}
      doneText={t('saved')}
      className="flex max-w-2xl flex-col gap-3"
    >
      <input type="hidden" name="customerId" value={list.customerId} />
      <CheckboxField
        label={t('givesAddresses')}
        hint={t('givesAddressesHint', { allowed: allowing })}
        name="givesAddresses"
        defaultChecked={list.givesAddresses}
      />
      <CheckboxField
        label={t('refuses')}
        hint={list.declared ? t('refusesHint') : t('refusesNeedsDeclared')}
        name="refuses"
        defaultChecked={list.refuses}
        disabled={!list.declared && !list.refuses}
      />
      <TextField
        label={t('refuseDays')}
        hint={t('refuseDaysHint')}
        name="refuseDays"
        type="number"
        min={1}
        max={refuseDaysMost}
        required
        defaultValue={list.refuseDays}
        className="max-w-80"
      />
      <FormError />
      <div>
        <SubmitButton>{t('submit')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

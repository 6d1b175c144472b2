'use client';
// Where the weekly report goes; empty is none.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton, TextField } from '@/app/components/ui';
import { saveWeeklyReportAction } from './actions';

export function WeeklyReportForm({ to }: { to: string }) {
  const t = useTranslations('me');
  const common = useTranslations('common');
  return (
    <ActionForm
      action={saveWeeklyReportAction}
      label={t('weekly')}
      doneText={t('weeklySaved')}
      className="flex max-w-sm flex-col gap-3"
    >
      <TextField
        type="email"
        name="to"
        label={t('weeklyTo')}
        hint={t('weeklyToHint')}
        defaultValue={to}
        autoComplete="email"
        maxLength={254}
      />
      <FormError />
      <div>
        <SubmitButton>{common('save')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

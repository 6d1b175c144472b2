// Whether notices point to the customers' page, and where customers reach it.

import { useTranslations } from 'next-intl';
import { ActionForm, CheckboxField, FormError, SubmitButton, TextField } from '@/app/components/ui';
import type { CustomerPageSettings } from '@/lib/notices/schedule-settings';
import { savePageAction } from './actions';

export function PageForm({ settings, publicUrl }: { settings: CustomerPageSettings; publicUrl: string }) {
  const t = useTranslations('followUp.settings.page');
  return (
    <ActionForm
      action={savePageAction}
      doneText={t('saved')}
      label={t('title')}
      className="flex max-w-2xl flex-col gap-3"
    >
      <CheckboxField
        name="isEnabled"
        label={t('isEnabled')}
        hint={t('isEnabledHint')}
        defaultChecked={settings.isEnabled}
      />
      <TextField
        name="origin"
        type="url"
        label={t('origin')}
        hint={t('originHint', { publicUrl })}
        defaultValue={settings.origin}
        autoComplete="off"
        optional
      />
      <FormError />
      <div>
        <SubmitButton>{t('save')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

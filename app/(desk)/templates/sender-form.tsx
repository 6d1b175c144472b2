// What the provider says of itself in every notice.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton, TextField } from '@/app/components/ui';
import type { SenderDetails } from '@/lib/notices/types';
import { saveSenderAction } from './actions';

const fields = ['provider', 'phone', 'hours', 'objection', 'privacyUrl'] as const;

export function SenderForm({ details }: { details: SenderDetails }) {
  const t = useTranslations('notices.templates');
  return (
    <ActionForm
      action={saveSenderAction}
      doneText={t('senderSaved')}
      label={t('sender')}
      className="grid max-w-2xl gap-3 sm:grid-cols-2"
    >
      {fields.map((name) => (
        <TextField
          key={name}
          name={name}
          label={t(name)}
          defaultValue={details[name]}
          autoComplete="off"
          optional
          className={name === 'privacyUrl' || name === 'objection' ? 'sm:col-span-2' : undefined}
        />
      ))}
      <div className="flex flex-col gap-2 sm:col-span-2">
        <FormError />
        <div>
          <SubmitButton>{t('senderSave')}</SubmitButton>
        </div>
      </div>
    </ActionForm>
  );
}

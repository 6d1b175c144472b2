'use client';
// Takes one entry off the list: folded in, with the reason that stays.

import { useTranslations } from 'next-intl';
import { FormError, LeavingForm, SubmitButton, TextAreaField } from '@/app/components/ui';
import { removalReasonChars } from '@/lib/suppression/limits';
import { removeEntryAction } from './actions';

interface RemoveEntryProps {
  customerId: number;
  entryId: number;
  token: string;
}

export function RemoveEntry({ customerId, entryId, token }: RemoveEntryProps) {
  const t = useTranslations('suppression.entries');
  return (
    <details>
      <summary data-row-focus="" className="cursor-pointer whitespace-nowrap text-accent">
        <span className="sr-only">{t('removeLabel', { token })}</span>
        <span aria-hidden="true">{t('remove')}</span>
      </summary>
      <LeavingForm
        action={removeEntryAction}
        label={t('removeLabel', { token })}
        className="mt-2 flex min-w-56 flex-col gap-2"
      >
        <input type="hidden" name="customerId" value={customerId} />
        <input type="hidden" name="entryId" value={entryId} />
        <TextAreaField
          label={t('reason')}
          hint={t('reasonHint')}
          name="reason"
          rows={2}
          required
          maxLength={removalReasonChars}
        />
        <FormError />
        <div>
          <SubmitButton look="danger">{t('removeSubmit')}</SubmitButton>
        </div>
      </LeavingForm>
    </details>
  );
}

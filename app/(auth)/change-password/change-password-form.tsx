'use client';
// Current and new password; used for one-time passwords and under "My account".

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton, TextField } from '@/app/components/ui';
import { PASSWORD_LENGTH_MIN } from '@/lib/users/password-rules';
import { changePasswordAction } from '../actions';

export function ChangePasswordForm({ login }: { login: string }) {
  const t = useTranslations('changePassword');
  return (
    <ActionForm
      action={changePasswordAction}
      label={t('title')}
      doneText={t('done')}
      resetWhenDone
      className="flex max-w-sm flex-col gap-3"
    >
      {/* Password managers file the new password under the right name with it. */}
      <input type="text" name="login" autoComplete="username" value={login} readOnly hidden />
      <TextField
        label={t('current')}
        name="current"
        type="password"
        autoComplete="current-password"
        required
      />
      <TextField
        label={t('next')}
        hint={t('hint', { count: PASSWORD_LENGTH_MIN })}
        name="next"
        type="password"
        autoComplete="new-password"
        required
      />
      <TextField label={t('repeated')} name="repeated" type="password" autoComplete="new-password" required />
      <FormError />
      <div>
        <SubmitButton>{t('submit')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

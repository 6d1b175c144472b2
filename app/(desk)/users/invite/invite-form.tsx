'use client';
// Name, login, role; then the one-time password, once.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ActionForm, FormError, LinkButton, SelectField, SubmitButton, TextField } from '@/app/components/ui';
import type { OneTimePassword } from '@/lib/desk/invite-user';
import { roles } from '@/lib/users/types';
import { inviteUserAction } from '../actions';
import { OneTimePasswordNote } from '../one-time-password';

export function InviteForm() {
  const t = useTranslations('users');
  const common = useTranslations('common');
  const [invited, setInvited] = useState<OneTimePassword | null>(null);
  return (
    <div className="flex max-w-xl flex-col gap-4">
      {invited ? <OneTimePasswordNote key={invited.login} {...invited} /> : null}
      <ActionForm
        action={inviteUserAction}
        label={t('invite')}
        resetWhenDone
        onDone={setInvited}
        className="flex flex-col gap-3"
      >
        <TextField label={t('name')} name="name" autoComplete="off" required maxLength={100} />
        <TextField
          label={t('login')}
          hint={t('loginHint')}
          name="login"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={100}
        />
        <SelectField label={t('role')} hint={t('roleHint')} name="role" defaultValue="agent">
          {roles.map((one) => (
            <option key={one} value={one}>
              {t(`roles.${one}`)}
            </option>
          ))}
        </SelectField>
        <FormError />
        <div className="flex gap-2">
          <SubmitButton>{t('inviteSubmit')}</SubmitButton>
          <LinkButton href="/users">{common('back')}</LinkButton>
        </div>
      </ActionForm>
    </div>
  );
}

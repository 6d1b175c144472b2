'use client';
// Name, language, colours, single-key shortcuts.

import { useTranslations } from 'next-intl';
import {
  ActionForm,
  CheckboxField,
  FormError,
  SelectField,
  SubmitButton,
  TextField,
} from '@/app/components/ui';
import type { SignedInUser } from '@/lib/users/types';
import { saveOwnSettingsAction } from './actions';

type Settings = Pick<SignedInUser, 'name' | 'locale' | 'theme' | 'singleKeys'>;

export function SettingsForm({ user }: { user: Settings }) {
  const t = useTranslations('me');
  const common = useTranslations('common');
  return (
    <ActionForm
      action={saveOwnSettingsAction}
      label={t('settings')}
      doneText={common('saved')}
      className="flex max-w-sm flex-col gap-3"
    >
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        name="name"
        defaultValue={user.name}
        autoComplete="name"
        required
        maxLength={100}
      />
      <SelectField label={t('language')} name="locale" defaultValue={user.locale ?? ''}>
        <option value="">{t('asBrowser')}</option>
        <option value="de" lang="de">
          Deutsch
        </option>
        <option value="en" lang="en">
          English
        </option>
      </SelectField>
      <SelectField label={t('theme')} name="theme" defaultValue={user.theme}>
        <option value="system">{t('themes.system')}</option>
        <option value="light">{t('themes.light')}</option>
        <option value="dark">{t('themes.dark')}</option>
      </SelectField>
      <CheckboxField
        label={t('singleKeys')}
        hint={t('singleKeysHint')}
        name="singleKeys"
        defaultChecked={user.singleKeys}
      />
      <FormError />
      <div>
        <SubmitButton>{common('save')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

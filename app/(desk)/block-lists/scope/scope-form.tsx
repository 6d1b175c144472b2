'use client';
// Bounds of what is looked up, and what is looked up besides.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton, TextAreaField, TextField } from '@/app/components/ui';
import type { Scope } from '@/lib/block-lists/own-targets';
import { saveBlockListScopeAction } from '../lists/actions';

export function ScopeForm({ scope }: { scope: Scope }) {
  const t = useTranslations('blockLists');
  const common = useTranslations('common');
  return (
    <ActionForm
      action={saveBlockListScopeAction}
      label={t('scope')}
      doneText={common('saved')}
      className="flex max-w-2xl flex-col gap-3"
    >
      {(['largestRange', 'maxAddresses', 'maxDomains'] as const).map((name) => (
        <TextField
          key={name}
          label={t(name)}
          hint={t(`${name}Hint`)}
          name={name}
          inputMode="numeric"
          defaultValue={scope[name]}
          required
        />
      ))}
      <TextAreaField
        label={t('extra')}
        hint={t('extraHint')}
        name="extra"
        defaultValue={scope.extra
          .map(({ subject, host }) => [subject, host ?? ''].join(' ').trim())
          .join('\n')}
        rows={5}
        autoComplete="off"
        spellCheck={false}
        optional
      />
      <FormError />
      <div>
        <SubmitButton>{common('save')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

'use client';
// New recovery codes in place of the old ones.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ActionForm, FormError, SubmitButton } from '@/app/components/ui';
import { renewRecoveryCodesAction } from '@/app/second-factor/actions';
import { CodeList } from './code-list';

export function RecoveryCodes() {
  const t = useTranslations('secondFactor');
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes !== null) return <CodeList codes={codes} title={t('renewed')} />;
  return (
    <ActionForm
      action={renewRecoveryCodesAction}
      label={t('renew')}
      onDone={({ recoveryCodes }) => setCodes(recoveryCodes)}
      className="mt-2 flex flex-col gap-2"
    >
      <FormError />
      <div>
        <SubmitButton look="plain">{t('renew')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

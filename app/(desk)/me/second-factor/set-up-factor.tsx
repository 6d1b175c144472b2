'use client';
// Three steps on one place: the password, the QR code with the first code, the recovery codes.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ActionForm, FormError, SubmitButton, TextField } from '@/app/components/ui';
import { beginFactorAction, confirmFactorAction } from '@/app/second-factor/actions';
import type { FactorOffer } from '@/lib/desk/begin-second-factor';
import { CodeList } from './code-list';

export function SetUpFactor({ login }: { login: string }) {
  const t = useTranslations('secondFactor');
  const [offer, setOffer] = useState<FactorOffer | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes !== null) return <CodeList codes={codes} title={t('done')} />;
  if (offer !== null)
    return <ConfirmForm offer={offer} onDone={({ recoveryCodes }) => setCodes(recoveryCodes)} />;
  return (
    <ActionForm
      action={beginFactorAction}
      label={t('setUp')}
      onDone={setOffer}
      className="mt-2 flex max-w-sm flex-col gap-3"
    >
      <input type="text" name="login" autoComplete="username" value={login} readOnly hidden />
      <TextField
        label={t('password')}
        hint={t('passwordHint')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      <FormError />
      <div>
        <SubmitButton>{t('next')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

interface ConfirmFormProps {
  offer: FactorOffer;
  onDone: (data: { recoveryCodes: string[] }) => void;
}

function ConfirmForm({ offer, onDone }: ConfirmFormProps) {
  const t = useTranslations('secondFactor');
  return (
    <ActionForm
      action={confirmFactorAction}
      label={t('confirm')}
      onDone={onDone}
      className="mt-2 flex max-w-sm flex-col gap-3"
    >
      <input type="hidden" name="sealed" value={offer.sealed} readOnly />
      <p>{t('scan')}</p>
      <img
        src={offer.picture}
        alt={t('picture')}
        width={208}
        height={208}
        className="rounded border border-line"
      />
      <p>
        {t('typed')}
        <code className="mt-1 block rounded border border-line bg-raised px-2 py-1 break-words select-all">
          {offer.secret}
        </code>
      </p>
      <TextField
        label={t('code')}
        hint={t('codeHint')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={10}
      />
      <FormError />
      <div>
        <SubmitButton>{t('confirm')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

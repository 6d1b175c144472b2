'use client';
// Shows a one-time password, this once, with a button that copies it.

import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Alert, Button } from '@/app/components/ui';
import type { OneTimePassword } from '@/lib/desk/invite-user';

export function OneTimePasswordNote({ login, password, expiresAt }: OneTimePassword) {
  const t = useTranslations('users');
  const common = useTranslations('common');
  const format = useFormatter();
  const [copied, setCopied] = useState(false);
  return (
    <Alert tone="ok" title={t('otp.title', { login })}>
      <p className="my-2 flex flex-wrap items-center gap-2">
        <code className="rounded border border-line bg-raised px-2 py-1 text-base select-all">
          {password}
        </code>
        <Button onClick={() => void navigator.clipboard.writeText(password).then(() => setCopied(true))}>
          {copied ? common('copied') : common('copy')}
        </Button>
      </p>
      <p>{t('otp.text', { until: format.dateTime(new Date(expiresAt), 'short') })}</p>
    </Alert>
  );
}

'use client';
// Shows a new token with a button that copies it. It is never shown again.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Alert, Button } from '@/app/components/ui';
import type { ShownToken } from './actions';

export function NewTokenNote({ name, token }: ShownToken) {
  const t = useTranslations('api');
  const common = useTranslations('common');
  const [copied, setCopied] = useState(false);
  return (
    <Alert tone="ok" title={t('new.title', { name })}>
      <p className="my-2 flex flex-wrap items-center gap-2">
        <code className="rounded border border-line bg-raised px-2 py-1 break-all select-all">{token}</code>
        <Button onClick={() => void navigator.clipboard.writeText(token).then(() => setCopied(true))}>
          {copied ? common('copied') : common('copy')}
        </Button>
      </p>
      <p>{t('new.text')}</p>
    </Alert>
  );
}

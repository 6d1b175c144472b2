'use client';
// Copies a text and says that it did.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/app/components/ui';

export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useTranslations('common');
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <Button
        aria-label={label}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {t(isCopied ? 'copied' : 'copy')}
      </Button>
      <span role="status" className="sr-only">
        {isCopied ? t('copied') : null}
      </span>
    </>
  );
}

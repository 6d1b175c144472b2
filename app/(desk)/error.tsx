'use client';
// A page of the desk failed unexpectedly: the reference leads to the line in the log.

import { useTranslations } from 'next-intl';
import { Button, LinkButton } from '../components/ui';

export default function DeskError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations('common.error');
  return (
    <div role="alert" className="py-8">
      <h1 className="text-xl font-semibold">{t('title')}</h1>
      <p className="mt-1 max-w-[60ch]">{t('text')}</p>
      {error.digest ? <p className="mt-1 text-muted">{t('reference', { reference: error.digest })}</p> : null}
      <div className="mt-4 flex gap-2">
        <Button look="primary" onClick={reset}>
          {t('retry')}
        </Button>
        <LinkButton href="/cases">{t('home')}</LinkButton>
      </div>
    </div>
  );
}

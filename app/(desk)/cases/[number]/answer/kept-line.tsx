'use client';
// Whether what was written is kept, in a line under it.

import { useFormatter, useTranslations } from 'next-intl';
import { Alert } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { Keeper } from './use-kept-answer';

export function KeptLine({ keeper: { status, savedAt, refusal } }: { keeper: Keeper }) {
  const t = useTranslations('thread');
  const format = useFormatter();
  if (status === 'failed') {
    const why =
      refusal === null ? t('kept.unreachable') : (lookUp(t, `errors.${refusal}`) ?? t('kept.refused'));
    return (
      <Alert tone="danger">
        {t('kept.failed')} {why}
      </Alert>
    );
  }
  const at = savedAt === null ? '' : format.dateTime(new Date(savedAt), { timeStyle: 'medium' });
  return (
    <p role="status" className="text-[0.8125rem] text-muted">
      {status === 'untouched'
        ? t('kept.nothing')
        : status === 'changed'
          ? t('kept.underWay')
          : t('kept.done', { at })}
    </p>
  );
}

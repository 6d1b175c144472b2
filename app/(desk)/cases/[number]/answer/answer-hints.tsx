'use client';
// What the person has to know before they send: where it goes, what must not be said, whether it leaves at all.

import { useTranslations } from 'next-intl';
import { Alert } from '@/app/components/ui';
import type { AnswerPreview } from '@/lib/desk/keep-answer';

export function AnswerHints({ preview }: { preview: AnswerPreview }) {
  const t = useTranslations('thread');
  const { to, namedComplainants, silentLoops } = preview;
  const named = silentLoops.filter(({ isNamed }) => isNamed).map(({ name }) => name);
  const loops = silentLoops.map(({ name }) => name).join(', ');
  return (
    <div className="flex flex-col gap-2">
      {to === null ? <Alert tone="danger">{t('hints.nobody')}</Alert> : null}
      {to === null || to.caution === null ? null : (
        <Alert tone="warn">
          {to.caution === 'undeliverable'
            ? t('hints.undeliverable', { address: to.address })
            : t('hints.caution', { address: to.address, why: t(`cautions.${to.caution}`) })}
        </Alert>
      )}
      {namedComplainants.length === 0 ? null : (
        <Alert tone="danger">{t('hints.complainant', { address: namedComplainants.join(', ') })}</Alert>
      )}
      {named.length > 0 ? (
        <Alert tone="danger">{t('hints.loopNamed', { loops: named.join(', ') })}</Alert>
      ) : silentLoops.length > 0 ? (
        <Alert tone="info">{t('hints.silentLoops', { loops })}</Alert>
      ) : null}
      {preview.isSample ? <Alert tone="info">{t('hints.sample')}</Alert> : null}
      {preview.obstacle === null ? null : <Alert tone="danger">{t(`errors.${preview.obstacle}`)}</Alert>}
    </div>
  );
}

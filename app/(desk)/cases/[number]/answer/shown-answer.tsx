'use client';
// The answer as it will go out.

import { useTranslations } from 'next-intl';
import type { AnswerPreview } from '@/lib/desk/keep-answer';

export function ShownAnswer({ preview: { to, subject, body, files } }: { preview: AnswerPreview }) {
  const t = useTranslations('thread');
  return (
    <section aria-label={t('compose.previewTitle')}>
      <h2 className="mb-2 text-base font-semibold">{t('compose.previewTitle')}</h2>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-t border border-line bg-panel px-3 py-2">
        <dt className="text-muted">{t('compose.to')}</dt>
        <dd className="wrap-anywhere">{to?.address ?? '–'}</dd>
        <dt className="text-muted">{t('compose.subject')}</dt>
        <dd className="font-semibold wrap-anywhere">{subject}</dd>
        {files.length === 0 ? null : (
          <>
            <dt className="text-muted">{t('compose.files')}</dt>
            <dd className="wrap-anywhere">{files.map(({ name }) => name).join(', ')}</dd>
          </>
        )}
      </dl>
      <p className="rounded-b border border-t-0 border-line px-3 py-3 wrap-anywhere whitespace-pre-wrap">
        {body}
      </p>
    </section>
  );
}

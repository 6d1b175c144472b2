// The beginning of a mail's source, as text, and the way to all of it.

import { useTranslations } from 'next-intl';
import type { Evidence } from '@/lib/desk/read-evidence';

export function SourceText({ evidence, rawMessageId }: { evidence: Evidence; rawMessageId: number }) {
  const t = useTranslations('case.evidence');
  return (
    <details className="mt-4">
      <summary className="font-semibold">{t('source')}</summary>
      <pre
        tabIndex={0}
        aria-label={t('source')}
        className="mt-1 max-h-[32rem] overflow-auto rounded border border-line bg-panel p-2 text-[0.75rem] break-all whitespace-pre-wrap"
      >
        {evidence.source}
      </pre>
      {evidence.isSourceCut ? <p className="mt-1 text-muted">{t('cut')}</p> : null}
      <a href={`/intake/${rawMessageId}/source`} download>
        {t('download')}
      </a>
    </details>
  );
}

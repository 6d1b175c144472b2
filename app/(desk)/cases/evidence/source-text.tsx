// The beginning of a mail's source, as text with line numbers, its machine-readable parts set off, and the way to all of
// it. Two columns of text, not a row for each line: a long mail stays one page.

import { useTranslations } from 'next-intl';
import type { SourceView } from '@/lib/mail-view/types';

export function SourceText({ source, rawMessageId }: { source: SourceView; rawMessageId: number }) {
  const t = useTranslations('case.evidence');
  const report = useTranslations('report');
  const hasMachinePart = source.segments.some(({ isMachine }) => isMachine);
  return (
    <details className="mt-4">
      <summary className="font-semibold">{t('source')}</summary>
      {hasMachinePart ? <p className="mb-1 text-[0.8125rem] text-muted">{report('machineLegend')}</p> : null}
      <div
        role="region"
        tabIndex={0}
        aria-label={t('source')}
        className="mt-1 flex max-h-[32rem] overflow-auto rounded border border-line bg-panel font-mono text-[0.75rem] leading-5"
      >
        <pre
          aria-hidden
          className="sticky left-0 border-r border-line bg-panel px-2 py-1 text-right text-muted select-none"
        >
          {lineNumbers(source.lines)}
        </pre>
        <pre className="px-2 py-1">
          {source.segments.map(({ text, isMachine }, place) =>
            isMachine ? (
              <mark key={place} title={report('machinePart')} className="bg-accent-soft text-text">
                {text}
              </mark>
            ) : (
              text
            ),
          )}
        </pre>
      </div>
      {source.isCut ? <p className="mt-1 text-muted">{report('sourceCut')}</p> : null}
      <a href={`/intake/${rawMessageId}/source`} download>
        {t('download')}
      </a>
    </details>
  );
}

function lineNumbers(count: number): string {
  return Array.from({ length: count }, (_, line) => line + 1).join('\n');
}

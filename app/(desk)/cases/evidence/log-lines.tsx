// The lines of our mail log that carry a verdict, as they were written.

import { useTranslations } from 'next-intl';
import type { EvidenceLine } from '@/lib/attribution/types';

/** Nothing where no line was found. */
export function LogLines({ evidence }: { evidence: readonly EvidenceLine[] }) {
  const t = useTranslations('case.evidence');
  const lines = evidence.filter((line) => line.code === 'log-line');
  if (lines.length === 0) return null;
  return (
    <>
      <h4 className="mt-3 mb-1 font-medium">{t('logLines')}</h4>
      <ol
        tabIndex={0}
        aria-label={t('logLines')}
        className="overflow-x-auto rounded border border-line bg-panel px-2 py-1 font-mono text-[0.75rem]"
      >
        {lines.map((line, i) => (
          <li key={i} className="whitespace-pre">
            {line.value}
          </li>
        ))}
      </ol>
    </>
  );
}

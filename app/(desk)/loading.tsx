// While a page of the desk is being made: its outline, so that nothing jumps when it comes.

import { useTranslations } from 'next-intl';

export default function Loading() {
  const t = useTranslations('common');
  return (
    <div role="status">
      <span className="sr-only">{t('loading')}</span>
      <div aria-hidden className="animate-pulse">
        <div className="mb-5 h-7 w-48 rounded bg-line" />
        {Array.from({ length: 10 }, (_, row) => (
          <div key={row} className="mb-2 h-8 rounded bg-panel" />
        ))}
      </div>
    </div>
  );
}

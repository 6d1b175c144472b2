// The outline of a list while it is being made, so that nothing jumps when it comes. Only lists have one: it is sent
// with status 200 at once, and a page that may turn out missing or forbidden has to be able to say 404 or 403.

import { useTranslations } from 'next-intl';

export function ListOutline() {
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

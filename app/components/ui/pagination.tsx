// Paging by key: there is a next page or there is none; nobody counts how many.

import { useTranslations } from 'next-intl';
import { LinkButton } from './button';

/** Addresses of the neighbouring pages; null or absent where there is none. */
export function Pagination({
  firstHref,
  previousHref,
  nextHref,
}: {
  firstHref?: string | null;
  previousHref?: string | null;
  nextHref?: string | null;
}) {
  const t = useTranslations('common');
  if (!firstHref && !previousHref && !nextHref) return null;
  return (
    <nav aria-label={t('pages')} className="mt-3 flex gap-2">
      {firstHref ? <LinkButton href={firstHref}>{t('first')}</LinkButton> : null}
      {previousHref ? (
        <LinkButton href={previousHref} rel="prev">
          {t('newer')}
        </LinkButton>
      ) : null}
      {nextHref ? (
        <LinkButton href={nextHref} rel="next">
          {t('older')}
        </LinkButton>
      ) : null}
    </nav>
  );
}

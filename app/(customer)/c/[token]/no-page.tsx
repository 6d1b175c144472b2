// The one answer to everything that is no page: a wrong, old or closed link, and a desk that offers none. Part of the page,
// not Next's `notFound`: that one is drawn by a script, and many who read mail have none.

import { useTranslations } from 'next-intl';

export function NoPage() {
  const t = useTranslations('customerPage.gone');
  return (
    <>
      <h1 className="mb-2 text-2xl font-semibold">{t('title')}</h1>
      <p>{t('text')}</p>
      <p className="mt-2 text-muted">{t('many')}</p>
    </>
  );
}

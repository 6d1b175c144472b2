// Says on every page that this is the sample provider. It cannot be closed.

import { useTranslations } from 'next-intl';

export function SampleBanner() {
  const t = useTranslations('common');
  return (
    <aside
      aria-label={t('notice')}
      className="border-b border-sample bg-sample-soft px-4 py-1 text-[0.8125rem] text-sample"
    >
      {t('sampleBanner')}
    </aside>
  );
}

// Complaints per day of thirty days as bars, with the numbers in words.

import { useTranslations } from 'next-intl';
import { Sparkline } from '../../cases/sparkline';

export function DayChart({ days }: { days: number[] }) {
  const t = useTranslations('accounts.detail');
  const texts = useTranslations('cases');
  const total = days.reduce((sum, value) => sum + value, 0);
  const numbers = { days: days.length, total, max: Math.max(...days), last: days.at(-1) ?? 0 };
  return (
    <figure className="max-w-2xl">
      <Sparkline
        values={days}
        label={texts('sparklineDays', numbers)}
        width={600}
        height={80}
        className="h-20 w-full"
      />
      <figcaption aria-hidden className="flex flex-wrap justify-between gap-x-4 text-[0.8125rem] text-muted">
        <span>{t('chartOld')}</span>
        <span className="order-last w-full text-center sm:order-none sm:w-auto">
          {t('chartTotal', numbers)}
        </span>
        <span>{t('chartNow')}</span>
      </figcaption>
    </figure>
  );
}

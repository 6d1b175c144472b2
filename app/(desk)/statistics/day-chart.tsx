// Reports per day as bars; the numbers stand in a table below it.

import { useFormatter, useTranslations } from 'next-intl';
import type { Period } from '@/lib/statistics/types';
import { hourBars, scaleTop } from '../cases/[number]/hour-bars';
import { useValues } from './values';

const HEIGHT = 100;

export function DayChart({ values, period }: { values: readonly number[]; period: Period }) {
  const t = useTranslations('statistics.series');
  const format = useFormatter();
  const { day } = useValues();
  const [from, to] = [day(period.from), day(period.to)];
  const max = Math.max(0, ...values);
  const top = scaleTop(max);
  const total = values.reduce((sum, value) => sum + value, 0);
  const label = t('chartLabel', { from, to, total: format.number(total), max: format.number(max) });
  return (
    <figure className="mb-4">
      <div className="flex gap-2">
        <div className="flex flex-col justify-between text-right text-xs text-muted" aria-hidden="true">
          <span className="-mt-2">{format.number(top)}</span>
          <span className="-mb-2">0</span>
        </div>
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${values.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-36 w-full min-w-0 border-b border-l border-control bg-panel"
        >
          <title>{label}</title>
          <path
            d={`M0 ${HEIGHT / 2}h${values.length}`}
            className="stroke-line"
            vectorEffect="non-scaling-stroke"
          />
          <path d={hourBars(values, top, HEIGHT)} className="fill-accent" />
        </svg>
      </div>
      <div className="mt-1 flex justify-between gap-2 pl-8 text-xs text-muted" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </figure>
  );
}

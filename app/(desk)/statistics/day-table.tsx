// All days of a breakdown as a table, the newest first. A long period is for the file: nobody scrolls through it.

import { useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import { daysOf } from '@/lib/statistics/period';
import type { DaySeries } from '@/lib/statistics/types';
import { useNames, useValues } from './values';
import type { View } from './view';

const MOST_DAYS = 92;
/** Columns; the file has all. */
const MOST_PARTS = 12;

export function DayTable({ series, view }: { series: DaySeries[]; view: View }) {
  const t = useTranslations('statistics.series');
  const nameOf = useNames();
  const { count, day: dayText } = useValues();
  const days = daysOf(view.period);
  if (days.length > MOST_DAYS) return null;
  const parts = series.slice(0, MOST_PARTS);
  return (
    <details className="mt-2">
      <summary className="text-[0.8125rem] text-accent">{t('dayTable')}</summary>
      <div className="mt-2">
        <Table label={t('dayTable')}>
          <thead>
            <tr>
              <Th>{t('day')}</Th>
              {parts.map((row) => (
                <Th key={row.key} align="right">
                  {nameOf(view.by, row)}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((_, back) => {
              const i = days.length - 1 - back;
              return (
                <tr key={days[i]}>
                  <Td className="whitespace-nowrap">{dayText(days[i] ?? '')}</Td>
                  {parts.map((row) => (
                    <Td key={row.key} align="right">
                      {count(row.days[i] ?? 0)}
                    </Td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </Table>
      </div>
    </details>
  );
}

// The parts of a breakdown: name, course, total, the period before and the change.

import { useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import type { DaySeries } from '@/lib/statistics/types';
import { Sparkline } from '../cases/sparkline';
import { useNames, useValues } from './values';
import type { Breakdown } from './view';

export function SeriesTable({ series, by }: { series: DaySeries[]; by: Breakdown }) {
  const t = useTranslations('statistics.series');
  const nameOf = useNames();
  const { count, change } = useValues();
  return (
    <Table label={t(by)}>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th>{t('days')}</Th>
          <Th align="right">{t('total')}</Th>
          <Th align="right">{t('beforeColumn')}</Th>
          <Th align="right">{t('change')}</Th>
        </tr>
      </thead>
      <tbody>
        {series.map((row) => {
          const name = nameOf(by, row);
          const values = { name, total: row.total, days: row.days.length, max: Math.max(0, ...row.days) };
          return (
            <tr key={row.key}>
              <Td className="min-w-40">{name}</Td>
              <Td>
                <Sparkline values={row.days} label={t('rowLabel', values)} width={160} height={20} />
              </Td>
              <Td align="right">{count(row.total)}</Td>
              <Td align="right">{count(row.before)}</Td>
              <Td align="right">{change(row.total, row.before)}</Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

// Reports per day, broken down one way at a time: each part as a row of bars with its numbers, all days as a table, and a
// file of the same.

import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { LinkButton, Section, Tabs } from '@/app/components/ui';
import { daysOf } from '@/lib/statistics/period';
import { seriesOf } from '@/lib/statistics/tables';
import type { DaySeries, Statistics } from '@/lib/statistics/types';
import { DayChart } from './day-chart';
import { DayTable } from './day-table';
import { SeriesTable } from './series-table';
import { useValues } from './values';
import { breakdowns, csvHref, pageHref, type Breakdown, type View } from './view';

export async function SeriesSection({ statistics, view }: { statistics: Statistics; view: View }) {
  const t = await getTranslations('statistics.series');
  const { by } = view;
  const series = seriesOf(by, statistics);
  const all = statistics.reports.program;
  const totals = daysOf(view.period).map((_, i) => all.reduce((sum, row) => sum + (row.days[i] ?? 0), 0));
  const tabs = breakdowns.map((key) => ({ key, href: pageHref({ ...view, by: key }), label: t(key) }));
  return (
    <Section title={t('title')} actions={<CsvLink view={view} table={by} name={t(by)} />}>
      <DayChart values={totals} period={view.period} />
      <Tabs label={t('by')} tabs={tabs} current={by} />
      {by === 'customers' || by === 'resellers' ? (
        <p className="mb-2 max-w-[75ch] text-muted">{t(`${by}Text`)}</p>
      ) : null}
      <KnownFrom statistics={statistics} by={by} />
      {series.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <Parts series={series} view={view} />
      )}
    </Section>
  );
}

function Parts({ series, view }: { series: DaySeries[]; view: View }) {
  return (
    <>
      <SeriesTable series={series} by={view.by} />
      <DayTable series={series} view={view} />
    </>
  );
}

function KnownFrom({ statistics, by }: { statistics: Statistics; by: Breakdown }) {
  const { knownFrom, before } = statistics;
  const day = knownFrom[by === 'customers' || by === 'resellers' ? 'account' : by];
  if (day === null || day <= before.from) return null;
  return <Known day={day} />;
}

function Known({ day }: { day: string }) {
  const t = useTranslations('statistics.series');
  const values = useValues();
  return <p className="mb-2 text-muted">{t('knownFrom', { day: values.day(day) })}</p>;
}

export async function CsvLink({ view, table, name }: { view: View; table: string; name: string }) {
  const t = await getTranslations('statistics');
  return (
    <LinkButton href={csvHref(view, table)} prefetch={false} aria-label={t('csvOf', { name })}>
      {t('csv')}
    </LinkButton>
  );
}

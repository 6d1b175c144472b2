// What the desk achieves: figures of a period beside the time before, by day and by whom, as charts, tables and files.
// Agents and administrators; the hotline, which decides nothing, has no need of it.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader, Section } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { readStatistics } from '@/lib/desk/read-statistics';
import { readPeriod } from '@/lib/statistics/period';
import type { Statistics } from '@/lib/statistics/types';
import { AgentSection } from './agent-section';
import { CaseSection } from './case-section';
import { CourseSection } from './course-section';
import { KeyFigures } from './key-figures';
import { PeriodBar } from './period-bar';
import { SeriesSection } from './series-section';
import { readBreakdown, readQuery, type SearchParams } from './view';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statistics'))('title') };
}

export default async function StatisticsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const params = await searchParams;
  const now = new Date();
  const { preset, ...period } = readPeriod(readQuery(params), now);
  const by = readBreakdown(params);
  const rankings = by === 'customers' || by === 'resellers' ? [by] : [];
  const [t, statistics] = await Promise.all([
    getTranslations('statistics'),
    readStatistics(period, now, rankings),
  ]);
  const view = { period, preset, by };
  return (
    <ClientMessages namespaces={['statistics']}>
      <PageHeader title={t('title')} text={t('text')} />
      <PeriodBar view={view} before={statistics.before} />
      <CountedAt statistics={statistics} />
      <Section title={t('figures.title')}>
        <KeyFigures statistics={statistics} />
        <p className="mt-2 text-[0.8125rem] text-muted">{t('unknownHint')}</p>
      </Section>
      <SeriesSection statistics={statistics} view={view} />
      <CourseSection statistics={statistics} view={view} />
      <CaseSection statistics={statistics} view={view} />
      <AgentSection agents={statistics.agents} isAdmin={user.role === 'admin'} />
    </ClientMessages>
  );
}

async function CountedAt({ statistics: { countedAt } }: { statistics: Statistics }) {
  const t = await getTranslations('statistics');
  return (
    <p className="mb-4 text-[0.8125rem] text-muted">
      {countedAt === null ? t('neverCounted') : t('countedAt', { at: new Date(countedAt) })}
    </p>
  );
}

// Use case: what the desk achieves in a period, beside the equally long time before. Reads what is kept. Figures per person
// are part of it only where an administrator switched them on.

import { sql } from '@/lib/db/sql';
import { readPerAgent } from '@/lib/statistics/agent-setting';
import { readAgents, readCaseFigures, readOpenByAge, readProgramShares } from '@/lib/statistics/case-queries';
import { periodBefore, sectionsOf } from '@/lib/statistics/period';
import { readCountedAt, readCustomers, readKnownFrom, readRates, readSeries } from '@/lib/statistics/queries';
import type { CaseFigures, CourseSection, Period, RateFigure, Statistics } from '@/lib/statistics/types';

type Ranking = 'customers' | 'resellers';

/** All figures of `period`, with the rankings that are asked for; no expected errors. */
export async function readStatistics(
  period: Period,
  now = new Date(),
  rankings: readonly Ranking[] = ['customers', 'resellers'],
): Promise<Statistics> {
  const before = periodBefore(period);
  const db = sql();
  const [program, kind, verdict] = await Promise.all([
    readSeries(db, 'program', period, before),
    readSeries(db, 'kind', period, before),
    readSeries(db, 'verdict', period, before),
  ]);
  const sections = sectionsOf(period);
  const periods = [period, before, ...sections];
  const [customers, resellers, figures, rates] = await Promise.all([
    rankings.includes('customers') ? readCustomers(db, 'customers', period, before) : [],
    rankings.includes('resellers') ? readCustomers(db, 'resellers', period, before) : [],
    readCaseFigures(db, periods),
    readRates(db, periods),
  ]);
  const [programs, openByAge, perAgent] = await Promise.all([
    readProgramShares(db, period),
    readOpenByAge(db, now),
    readPerAgent(db),
  ]);
  return {
    period: { from: period.from, to: period.to },
    before,
    countedAt: (await readCountedAt(db))?.toISOString() ?? null,
    knownFrom: await knownFrom(),
    reports: { program, kind, verdict },
    customers,
    resellers,
    cases: at(figures, 0),
    casesBefore: at(figures, 1),
    programs,
    openByAge,
    rate: at(rates, 0),
    rateBefore: at(rates, 1),
    course: sections.map((section, i) => sectionOf(section, at(figures, i + 2), at(rates, i + 2))),
    agents: perAgent ? await readAgents(db, period) : null,
  };
}

function sectionOf(section: Period, figures: CaseFigures, { perThousand }: RateFigure): CourseSection {
  const { opened, toLock, toConfirmedLock, falseShare, repeatShare, afterLock } = figures;
  return { ...section, opened, toLock, toConfirmedLock, falseShare, repeatShare, afterLock, perThousand };
}

function at<T>(rows: readonly T[], index: number): T {
  const row = rows[index];
  if (row === undefined) throw new Error('a period has no figures');
  return row;
}

async function knownFrom(): Promise<Statistics['knownFrom']> {
  const of = (dimension: string) => readKnownFrom(sql(), dimension);
  const [program, kind, verdict, account] = await Promise.all([
    of('program'),
    of('kind'),
    of('verdict'),
    of('account'),
  ]);
  return { program, kind, verdict, account };
}

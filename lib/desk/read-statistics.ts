// Use case: what the desk achieves in a period, beside the equally long time before. Reads what is kept. Figures per person
// are part of it only where an administrator switched them on.

import { sql } from '@/lib/db/sql';
import { readPerAgent } from '@/lib/statistics/agent-setting';
import { readAgents, readCaseFigures, readOpenByAge, readProgramShares } from '@/lib/statistics/case-queries';
import { periodBefore } from '@/lib/statistics/period';
import { readCountedAt, readCustomers, readKnownFrom, readRate, readSeries } from '@/lib/statistics/queries';
import type { Period, Statistics } from '@/lib/statistics/types';

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
  const [customers, resellers, cases, casesBefore] = await Promise.all([
    rankings.includes('customers') ? readCustomers(db, 'customers', period, before) : [],
    rankings.includes('resellers') ? readCustomers(db, 'resellers', period, before) : [],
    readCaseFigures(db, period),
    readCaseFigures(db, before),
  ]);
  const [programs, openByAge, rate, rateBefore, perAgent] = await Promise.all([
    readProgramShares(db, period),
    readOpenByAge(db, now),
    readRate(db, period),
    readRate(db, before),
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
    cases,
    casesBefore,
    programs,
    openByAge,
    rate,
    rateBefore,
    agents: perAgent ? await readAgents(db, period) : null,
  };
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

// Sees a flood of reports that nothing authenticates. They weigh little and move no account over a threshold, so nobody
// would learn of them: one task tells the team, and it is renewed while the flood goes on, until a person ends it.

import type { Tx } from '@/lib/db/sql';
import { unauthenticatedCounts } from '@/lib/reporters/flood';
import { addUnauthenticated, floodedHour, unauthenticatedSince } from '@/lib/reporters/store';
import type { Policy } from '@/lib/scoring/policy';
import { openTaskDetail } from '@/lib/tasks/store';
import type { NewTask } from '@/lib/tasks/types';
import type { InterpretedReport } from './interpret-report';

/** One key for all floods: who sends them can claim any domain, and a task for each would be a flood itself. */
const key = 'report-flood';

/** Domains and accounts that the task names: what a person looks at before acting. */
const namesShown = 20;

/**
 * Counts the reports and returns the task that a flood raises, else none.
 * @param reports those that came in for the first time: what is read again is no new flood.
 */
export async function watchFlood(
  tx: Tx,
  reports: readonly InterpretedReport[],
  policy: Pick<Policy, 'floodReportsPerHour'>,
): Promise<NewTask[]> {
  const counts = unauthenticatedCounts(reports.map(({ row }) => row));
  if (counts.length === 0) return [];
  await addUnauthenticated(tx, counts);
  const slots = counts.filter(({ domain }) => domain === '').map(({ slot }) => slot);
  const hour = await floodedHour(tx, slots, policy.floodReportsPerHour);
  if (hour === null) return [];
  const open = await openTaskDetail(tx, key);
  const since = earlier(hour.from, open?.['since']);
  const { reports: count, domains } = await unauthenticatedSince(tx, since, namesShown);
  const known = Array.isArray(open?.['accounts']) ? open['accounts'].map(String) : [];
  const accounts = [...new Set([...known, ...accountsNamed(reports)])].slice(0, namesShown);
  const detail = { count, since: since.toISOString(), domains, accounts };
  return [{ kind: 'report-flood', key, audience: 'all', detail, feedbackLoopId: null, rawMessageId: null }];
}

/** An open task goes on from where it began. */
function earlier(from: Date, since: unknown): Date {
  const began = typeof since === 'string' ? new Date(since) : from;
  return began < from ? began : from;
}

/** Accounts that the reports would harm, also those that a joe job names. */
function accountsNamed(reports: readonly InterpretedReport[]): string[] {
  return reports
    .filter(({ row }) => row.trust === 'unauthenticated')
    .flatMap(({ attribution }) => (attribution.account === null ? [] : [attribution.account.login]));
}

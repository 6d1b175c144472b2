// What the address of the page says, and addresses for other views of it. Pure.

import type { PeriodQuery } from '@/lib/statistics/period';
import type { Period } from '@/lib/statistics/types';

export type SearchParams = Record<string, string | string[] | undefined>;

export const breakdowns = ['program', 'kind', 'verdict', 'customers', 'resellers'] as const;
export type Breakdown = (typeof breakdowns)[number];

export interface View {
  period: Period;
  /** One of the usual lengths up to today; null: two days of one's own. */
  preset: number | null;
  by: Breakdown;
}

const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

export function readQuery(params: SearchParams): PeriodQuery {
  return { days: first(params['days']), from: first(params['from']), to: first(params['to']) };
}

export function readBreakdown(params: SearchParams): Breakdown {
  return breakdowns.find((one) => one === first(params['by'])) ?? 'program';
}

/** `days=30`, or `from=…&to=…`. */
function queryOf({ period, preset }: View): URLSearchParams {
  return new URLSearchParams(preset === null ? { ...period } : { days: String(preset) });
}

export function pageHref(view: View): string {
  const query = queryOf(view);
  if (view.by !== 'program') query.set('by', view.by);
  return `/statistics?${query.toString()}`;
}

export function csvHref(view: View, table: string): string {
  const query = new URLSearchParams({ table, from: view.period.from, to: view.period.to });
  return `/statistics/csv?${query.toString()}`;
}

// What came from the feedback loops in the half-year before the first load, by day: each loop has its rhythm, and one of
// them fell silent. The same seed and anchor give the same days.

import { isQuietDay } from '@/lib/feedback-loops/holidays';
import { DAY } from './calendar';
import type { Program } from './programs';
import { Random } from './random';

/** A subscription from which nothing has come for a while; no story writes for it. */
export const SILENT_LOOP = {
  id: 'seznam',
  name: 'Seznam FBL',
  intakeAlias: 'fbl-seznam@musterpost.example',
  fromAddresses: ['fbl@fbl.seznam.example'],
  envelopeDomains: ['fbl.seznam.example'],
  dkimDomains: ['fbl.seznam.example'],
  defaultKind: 'user',
  share: 8,
} as const;

export type SampleLoop = Pick<
  Program,
  'name' | 'intakeAlias' | 'fromAddresses' | 'envelopeDomains' | 'dkimDomains' | 'defaultKind' | 'share'
> & { id: string };

const HISTORY_DAYS = 200;
/** The first load covers the week before the anchor. */
const FIRST_LOAD_DAYS = 8;
const SILENT_DAYS = 13;
/** Shares of ordinary complaints as reports a day. */
const PER_SHARE = 0.25;

export interface LoopDay {
  name: string;
  /** `2026-11-22` */
  day: string;
  reports: number;
}

/** Days with reports, without those of none. */
export function loopHistory(loops: readonly SampleLoop[], seed: number, anchor: Date): LoopDay[] {
  return loops.flatMap(({ id, name, share }) => {
    const random = new Random(`${seed}/loop-history/${id}`);
    const until = id === SILENT_LOOP.id ? SILENT_DAYS : FIRST_LOAD_DAYS;
    const rows: LoopDay[] = [];
    for (let back = HISTORY_DAYS; back >= until; back -= 1) {
      const date = new Date(anchor.getTime() - back * DAY);
      const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
      const isQuiet = isWeekend || isQuietDay(Math.floor(date.getTime() / DAY));
      const reports = Math.round(share * PER_SHARE * (isQuiet ? 0.4 : 1) * (0.5 + random.fraction()));
      if (reports > 0) rows.push({ name, day: date.toISOString().slice(0, 10), reports });
    }
    return rows;
  });
}

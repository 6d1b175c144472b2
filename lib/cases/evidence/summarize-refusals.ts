// What the hours in which a login was refused say on the card: above all the guesses before a burst. Pure.

import type { RefusalHour } from '@/lib/maillog-lookup/types';
import type { RefusalSum, RefusalSummary } from './types';

/** Who guesses a password does it in the days before sending with it. */
const BEFORE = 48 * 3_600_000;
const MOST_EXAMPLES = 3;
/** Of one hour; as the log's tables have it. */
const CLIENTS_KEPT = 20;

function sumOf(hours: readonly RefusalHour[]): RefusalSum | null {
  if (hours.length === 0) return null;
  return {
    refused: hours.reduce((total, hour) => total + hour.refused, 0),
    clients: new Set(hours.flatMap(({ clients }) => clients)).size,
    hasMoreClients: hours.some(({ clients }) => clients.length >= CLIENTS_KEPT),
    firstAt: Math.min(...hours.map(({ firstAt }) => firstAt)),
    lastAt: Math.max(...hours.map(({ lastAt }) => lastAt)),
  };
}

/** `begin`: of the burst, or the first mail complained about; the hour it lies in counts as before it. */
export function summarizeRefusals(
  hours: readonly RefusalHour[],
  begin: number | null,
): RefusalSummary | null {
  if (hours.length === 0) return null;
  const failed = hours.filter(({ kind }) => kind === 'sasl-failure');
  const before =
    begin === null ? [] : failed.filter(({ firstAt }) => firstAt >= begin - BEFORE && firstAt <= begin);
  const told = [before, failed, hours].find((list) => list.length > 0) ?? [];
  return {
    before: sumOf(before),
    signIns: sumOf(failed),
    mails: sumOf(hours.filter(({ kind }) => kind === 'reject')),
    examples: told.flatMap(({ examples }) => examples).slice(-MOST_EXAMPLES),
  };
}

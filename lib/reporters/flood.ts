// The counting of floods: reports that nothing authenticates, by ten minutes of receipt and the domain they claim. Pure.

import { registeredDomain } from './domains';
import type { UnauthenticatedCount } from './types';

/** Six of them are the hour that the policy's limit is about. */
const slotMs = 10 * 60_000;

/** Counts are kept so long: an alarm that nobody has ended yet still says since when and how many. */
export const floodCountDays = 30;

/** The parts of a report that counting needs. */
interface CountedReport {
  trust: string;
  /** `unauthenticated:example.net` where `trust` says so. */
  reporterKey: string;
  receivedAt: Date;
}

/** What these reports add to the counters; the domain '' counts all of them. Authenticated ones add nothing. */
export function unauthenticatedCounts(reports: readonly CountedReport[]): UnauthenticatedCount[] {
  const counts = new Map<string, UnauthenticatedCount>();
  for (const { trust, reporterKey, receivedAt } of reports) {
    if (trust !== 'unauthenticated') continue;
    const slot = new Date(Math.floor(receivedAt.getTime() / slotMs) * slotMs);
    const claimed = registeredDomain(reporterKey.slice(reporterKey.indexOf(':') + 1));
    for (const domain of ['', claimed]) {
      const key = `${slot.getTime()} ${domain}`;
      const count = counts.get(key) ?? { slot, domain, reports: 0 };
      count.reports += 1;
      counts.set(key, count);
    }
  }
  return [...counts.values()];
}

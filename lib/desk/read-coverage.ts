// The coverage of the subscriptions, for its page, with the ranges that the environment adds.

import { parseRange, prefixesOf } from '@/lib/attribution/ranges';
import { env } from '@/lib/env';
import { loadCoverage, type Coverage } from '@/lib/feedback-loops/coverage-queries';

/** `resource`: only ranges and domains that hold these characters; null for all. */
export function readCoverage(resource: string | null, now = new Date()): Promise<Coverage> {
  return loadCoverage(
    { resource, ranges: env().OWN_RANGES, notation: { parse: parseRange, prefixesOf } },
    now,
  );
}

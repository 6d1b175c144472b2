// Where questions to block lists go: out, and in the world of the sample provider to lists that are told with it.

import { liveLookups, type Lookups } from '@/lib/dns/lookups';
import { env } from '@/lib/env';
import { sampleLookups } from '@/lib/sample-provider/block-lists';

export function blockListLookups(): Lookups {
  return env().SAMPLE_PROVIDER ? sampleLookups() : liveLookups();
}

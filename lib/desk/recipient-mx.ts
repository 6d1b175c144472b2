// Where questions for mail exchangers go: out, and in the world of the sample provider to answers that are told with it.

import { liveMx, type MxLookup } from '@/lib/dns/mx';
import { env } from '@/lib/env';
import { sampleMx } from '@/lib/sample-provider/recipient-mx';

export function recipientMx(): MxLookup {
  return env().SAMPLE_PROVIDER ? sampleMx : liveMx();
}

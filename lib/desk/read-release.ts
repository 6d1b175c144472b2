// The checklist and the gate of a case, for its page.

import { sql } from '@/lib/db/sql';
import { loadRelease, type ReleaseView } from '@/lib/replies/release-queries';

/** Null where there is no such case. */
export function readRelease(caseId: number): Promise<ReleaseView | null> {
  return loadRelease(sql(), caseId);
}

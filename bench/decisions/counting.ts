// What plain counting does with the same complaints: so many reports that name the account within two weeks are a case.
// It looks at no sender, no person and no log. After a case it begins anew, as after an escalation that was dealt with.

import type { Call } from './desk';
import { DAY, type Complaint } from './world';

/** Reports older than this are not counted, as the known tools do it. */
const WINDOW = 14 * DAY;

/** All cases of one account where every `threshold` reports are one; abuse ends with the first. */
export function runCounting(complaints: readonly Complaint[], threshold: number, isAbuse: boolean): Call[] {
  const calls: Call[] = [];
  let open: number[] = [];
  for (const [index, { at }] of complaints.entries()) {
    open = [...open.filter((earlier) => earlier > at - WINDOW), at];
    if (open.length < threshold) continue;
    calls.push({ at, complaints: index + 1 });
    if (isAbuse) return calls;
    open = [];
  }
  return calls;
}

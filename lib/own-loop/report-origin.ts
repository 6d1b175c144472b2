// Whether one of ours sent a report of a click, by the lines of transport that our own servers wrote. Pure. Promise: a
// stranger cannot make himself one of ours, whatever he writes below our lines.

import { cameFromUs, findOwnHops } from '@/lib/attribution/own-hops';
import type { OwnNetwork } from '@/lib/attribution/types';

/** `user`: somebody signed in, or a local program. */
export type ReportOrigin = 'machine' | 'user' | 'stranger';

/** RFC 3848: the protocols whose client signed in. */
const signedIn = /^(?:UTF8)?(?:E?SMTP|LMTP)S?A$/i;

/** `received`: the values of the report's own Received fields, topmost first. */
export function originOf(received: readonly string[], network: OwnNetwork): ReportOrigin {
  const { topIndex, handoverIndex, handover } = findOwnHops(received, network);
  if (topIndex !== 0 || handover === null) return 'stranger';
  if (handover.authenticatedSender !== null || signedIn.test(handover.with ?? '')) return 'user';
  // A filter that gives mail back to us, or a forwarding, has the stranger's lines below ours.
  if (handoverIndex < received.length - 1) return 'stranger';
  if (handover.localUser !== null) return 'user';
  return cameFromUs(handover, network) ? 'machine' : 'stranger';
}

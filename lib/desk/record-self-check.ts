// A self-check arrived: the way of a loop's reports is proved, and what asked for it ends.

import type { Tx } from '@/lib/db/sql';
import { noteArrival } from '@/lib/feedback-loops/self-check-store';
import type { ClaimedMessage } from '@/lib/reports/types';
import { endTaskOf } from '@/lib/tasks/finish-store';
import { selfCheckTaskKey } from './after-self-check';

/** Mail that somebody handed over by HTTP or upload did not go the way that is to be proved, and counts for nothing. */
export async function recordSelfCheck(
  tx: Tx,
  { id, receivedAt, isHandedOver }: Pick<ClaimedMessage, 'id' | 'receivedAt' | 'isHandedOver'>,
  checkId: number,
): Promise<void> {
  if (isHandedOver) return;
  const loopId = await noteArrival(tx, { checkId, rawMessageId: id, at: receivedAt });
  if (loopId !== null) await endTaskOf(tx, selfCheckTaskKey(loopId), null);
}

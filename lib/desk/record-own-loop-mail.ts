// A mail that came in for our own feedback loop is reported to the subscribers it is from, and counted.

import type { Tx } from '@/lib/db/sql';
import { countInput } from '@/lib/own-loop/input-store';
import { bestOutcome, outcomeOf } from '@/lib/own-loop/types';
import type { ClaimedMessage } from '@/lib/reports/types';
import type { OwnLoopReading } from './assess-own-loop';
import { reportToSubscriber } from './report-to-subscriber';

/** Read a second time it makes no second report. */
export async function recordOwnLoopMail(
  tx: Tx,
  { id: rawMessageId }: Pick<ClaimedMessage, 'id'>,
  { kind, reports, outcomes }: OwnLoopReading,
  now: Date,
): Promise<void> {
  const answer = { queued: 0, held: 0, known: 0 };
  // In the order of their numbers: two workers that lock subscribers do not wait for each other in a circle.
  const each = reports
    .flatMap(({ matches, ...mail }) => matches.map((match) => ({ mail, match })))
    .sort((a, b) => a.match.subscriberId - b.match.subscriberId);
  for (const { mail, match } of each) {
    const state = await reportToSubscriber(tx, mail, match, now);
    if (state !== null) answer[state] += 1;
  }
  const outcome = bestOutcome(reports.length > 0 ? [outcomeOf(answer), ...outcomes] : outcomes);
  await countInput(tx, { way: 'mail', kind, outcome, rawMessageId }, now);
}

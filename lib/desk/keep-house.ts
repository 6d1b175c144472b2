// Small duties on the hour: the partition of the next month, sessions and throttles that have run out, drafts of answers
// that are out, what was seen of queues, listings on block lists that ended long ago,
// counters of feedback loops.

import { forgetListings } from '@/lib/block-lists/listing-store';
import { forgetQueues } from '@/lib/containment/queue-store';
import { sql } from '@/lib/db/sql';
import { forgetEndedLoops } from '@/lib/feedback-loops/ended-store';
import { forgetHealth } from '@/lib/feedback-loops/health-store';
import { forgetMx } from '@/lib/feedback-loops/mx-store';
import { forgetDays } from '@/lib/feedback-loops/recipient-store';
import { forgetChecks } from '@/lib/feedback-loops/self-check-store';
import { forgetMails } from '@/lib/outgoing/store';
import { forgetContacts } from '@/lib/abuse-contact/store';
import { forgetEndedEntries } from '@/lib/suppression/forget-store';
import { endedDays } from '@/lib/suppression/limits';
import { forgetOwnLoopReports } from '@/lib/own-loop/report-store';
import { deleteDoneDrafts } from '@/lib/replies/draft-store';
import { floodCountDays } from '@/lib/reporters/flood';

/** A case that is reopened within so long has its drafts, and what was last seen of its queue, still. */
const draftDays = 30;
/** Of mail that belongs to no case: a person may ask what it said for a quarter, and whether it went for more than a year. */
const mailBytesDays = 90;
const mailDays = 400;

/** Of a subscription that is over: its letters and contracts are business letters, kept for six years (§ 257 HGB). */
const endedLoopDays = 6 * 366;

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

/** Returns what was done, for the log. */
export async function keepHouse(): Promise<{ sessions: number; throttles: number }> {
  await sql()`SELECT ensure_raw_bytes_partition(d::date) FROM unnest(ARRAY[now(), now() + interval '1 month']) AS d`;
  const sessions = await sql()`DELETE FROM session WHERE expires_at < now() - interval '30 days'`;
  const throttles = await sql()`DELETE FROM sign_in_throttle WHERE window_start < now() - interval '1 day'`;
  await sql()`DELETE FROM unauthenticated_count WHERE slot < now() - make_interval(days => ${floodCountDays})`;
  const endedBefore = daysAgo(draftDays);
  await sql().begin((tx) => deleteDoneDrafts(tx, endedBefore));
  await forgetQueues(sql(), endedBefore);
  await forgetSuppressions();
  await sql().begin((tx) => forgetListings(tx, new Date()));
  await sql().begin((tx) => forgetOwnLoopReports(tx, new Date()));
  await forgetHealth(sql());
  await forgetChecks(sql());
  await forgetDays(sql());
  await forgetMx(sql());
  await sql().begin((tx) => forgetEndedLoops(tx, daysAgo(endedLoopDays)));
  await forgetContacts(sql(), endedBefore);
  await forgetMails(sql(), { bytesBefore: daysAgo(mailBytesDays), rowsBefore: daysAgo(mailDays) });
  return { sessions: sessions.count, throttles: throttles.count };
}

/** In pieces: a list's row is locked while its old entries go. */
async function forgetSuppressions(): Promise<void> {
  const before = new Date(Date.now() - endedDays * 86_400_000);
  const piece = 1_000;
  while (((await sql().begin((tx) => forgetEndedEntries(tx, before, piece))) as number) === piece);
}

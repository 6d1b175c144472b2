// Runs the past again under a draft and under the policy in force, beside each other: the complaints of the last 30 days,
// a few accounts at a time. Writes nothing but how far it is and what came of it.

import { setImmediate as breathe } from 'node:timers/promises';
import { sql } from '@/lib/db/sql';
import type { Policy } from '@/lib/scoring/policy';
import { peakOf, RunTally } from '@/lib/scoring/replay/tally-runs';
import { replayAccount } from '@/lib/scoring/replay/replay-account';
import type { ReplayResult, ReplayRun, ReplayWindow } from '@/lib/scoring/replay/types';
import {
  countReplayAccounts,
  loadKeptPeaks,
  loadReplayAccounts,
  nextReplayAccounts,
} from '@/lib/scoring/replay-store';

const dayMs = 86_400_000;
/** What is shown. */
export const replayDays = 30;
/** Before that: enough for what is left of older complaints (ten half-lives as shipped) and for cases still open. */
const leadDays = 30;
/** As often as scores are refreshed. */
export const replayTickMs = 5 * 60_000;

/** The window that ends at `to`. */
export function windowTo(to: Date): ReplayWindow {
  return { from: new Date(to.getTime() - replayDays * dayMs), to, tickMs: replayTickMs };
}

/** Told how many accounts of how many are through; false ends the run. */
export type OnProgress = (through: number, total: number) => Promise<boolean>;

/** The result, or null where `onProgress` ended it. */
export async function replayPolicy(
  policies: { now: Policy; draft: Policy },
  to: Date,
  onProgress: OnProgress,
): Promise<ReplayResult | null> {
  const began = performance.now();
  const window = windowTo(to);
  const since = new Date(window.from.getTime() - leadDays * dayMs);
  const pool = sql();
  const total = await countReplayAccounts(pool, since);
  const tally = new RunTally();
  const reproduced = { same: 0, of: 0 };
  let [through, after] = [0, 0];
  for (;;) {
    if (!(await onProgress(through, Math.max(total, through)))) return null;
    const ids = await nextReplayAccounts(pool, since, after);
    const last = ids.at(-1);
    if (last === undefined) break;
    const [accounts, kept] = await Promise.all([
      loadReplayAccounts(pool, ids, since),
      loadKeptPeaks(pool, ids, window.from),
    ]);
    for (const account of accounts) {
      const now = replayAccount(account, policies.now, window);
      const inWindow = account.complaints.filter(({ receivedAt }) => receivedAt > window.from).length;
      tally.add(account, inWindow, now, replayAccount(account, policies.draft, window));
      compareWithKept(reproduced, now, kept.get(account.accountId) ?? null);
      // Other work of the same process comes in between.
      await breathe();
    }
    through += ids.length;
    after = last;
  }
  return {
    from: window.from.toISOString(),
    to: to.toISOString(),
    ...tally.result(),
    tookMs: Math.round(performance.now() - began),
    reproduced,
    mails: null,
  };
}

/** How often the replay says what really happened: the measure of how much its word is worth. */
function compareWithKept(
  reproduced: { same: number; of: number },
  now: ReplayRun,
  kept: number | null,
): void {
  const peak = peakOf(now);
  if (peak === null && kept === null) return;
  reproduced.of += 1;
  if (peak === kept) reproduced.same += 1;
}

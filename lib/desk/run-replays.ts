// The worker's side of replays: takes what waits, one after the other, and notes what came of it.

import { sql } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { failReplay, finishReplay, noteProgress, takeReplay } from '@/lib/policies/draft-store';
import { currentPolicy } from './desk-context';
import { replayPolicy } from './replay-policy';

/** Runs every replay that waits and returns how many there were. A replay that fails is noted and does not end the others. */
export async function runReplays(now: () => Date = () => new Date()): Promise<number> {
  const pool = sql();
  for (let ran = 0; ; ran += 1) {
    const due = await takeReplay(pool);
    if (due === null) return ran;
    const { id, policy: draft } = due;
    try {
      const { policy, policyId: baseId } = await currentPolicy(pool);
      const result = await replayPolicy({ now: policy, draft }, now(), (through, total) =>
        noteProgress(pool, id, through, total),
      );
      if (result !== null) await finishReplay(pool, id, { result, baseId });
    } catch (error) {
      log('run-replays').error({ err: error, replay: id }, 'a replay failed');
      await failReplay(pool, id, 'unexpected');
    }
  }
}

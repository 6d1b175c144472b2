// The worker's side of replays: takes what waits, one after the other, and notes what came of it.

import { sql } from '@/lib/db/sql';
import { log } from '@/lib/log';
import {
  clearReplayMails,
  failReplay,
  finishReplay,
  noteProgress,
  takeReplay,
  type DueReplay,
} from '@/lib/policies/draft-store';
import { deskContext, forgetDeskContext } from './desk-context';
import { replayMailbox } from './replay-mailbox';
import { replayPolicy } from './replay-policy';

/** Runs every replay that waits and returns how many there were. A replay that fails is noted and does not end the others. */
export async function runReplays(now: () => Date = () => new Date()): Promise<number> {
  const pool = sql();
  for (let ran = 0; ; ran += 1) {
    await clearReplayMails(pool);
    const due = await takeReplay(pool);
    if (due === null) return ran;
    try {
      await runReplay(due, now());
    } catch (error) {
      log('run-replays').error({ err: error, replay: due.id }, 'a replay failed');
      await failReplay(pool, due.id, 'unexpected');
    }
  }
}

async function runReplay({ id, source, policy: draft }: DueReplay, now: Date): Promise<void> {
  const pool = sql();
  forgetDeskContext();
  const context = await deskContext();
  const { policy, policyId: baseId } = context;
  const onProgress = (through: number, total: number) => noteProgress(pool, id, through, total);
  const result =
    source === 'kept'
      ? await replayPolicy({ now: policy, draft }, now, onProgress)
      : await replayMailbox(id, draft, context, now, onProgress);
  if (result === 'no-complaints') await failReplay(pool, id, result);
  else if (result !== null) await finishReplay(pool, id, { result, baseId });
}

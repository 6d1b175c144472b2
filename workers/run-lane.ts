// The loop of a lane: from stored mail to cases, batch after batch. Woken when intake stores something, and at short
// intervals anyway, since a lost notification must cost nothing but seconds.

import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { forgetDeskContext } from '@/lib/desk/desk-context';
import { processBatch } from '@/lib/desk/process-batch';
import type { ReadWatch } from '@/lib/desk/read-watch';
import { log } from '@/lib/log';
import { batchSize } from '@/lib/reports/limits';
import { backoffMs } from './backoff';
import { BATCHES, type LaneState } from './lane-state';
import { Waker } from './waker';

const idleMs = 5_000;

/** How often a lane says that its event loop turns. */
const beatMs = 1_000;

/** What a lane is told from outside. */
export type LaneOrder = 'wake' | 'stop';

/**
 * Processes waiting mail until `port` says stop, then finishes the batches at hand. What is read is told to `state`.
 */
export async function runLane(state: LaneState, port: MessagePort): Promise<void> {
  const stop = new AbortController();
  const wakers = Array.from({ length: BATCHES }, () => new Waker());
  port.on('message', (order: LaneOrder) => {
    if (order === 'stop') stop.abort();
    for (const waker of wakers) waker.ring();
  });
  const takeTurn = makeTurns();
  const beats = setInterval(() => state.beat(), beatMs);
  await Promise.all(
    wakers.map((waker, batch) => runBatches(state.watchOf(batch, takeTurn), waker, stop.signal)),
  );
  clearInterval(beats);
  port.close();
}

/** One after another: each taker waits until the one before has ended its turn. */
function makeTurns(): () => Promise<() => void> {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    let end: () => void = () => undefined;
    last = new Promise((resolve) => (end = resolve));
    await before;
    return end;
  };
}

/** Batch after batch; an error is logged, waited out with growing pauses, and tried again. */
async function runBatches(watch: ReadWatch, waker: Waker, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const settled = await processBatch(batchSize, () => new Date(), watch);
      failures = 0;
      if (settled > 0) continue;
      await waker.wait(idleMs, signal);
      // What woke us may come right behind a change of the own network, made by another process.
      forgetDeskContext();
    } catch (error) {
      failures += 1;
      log('process-messages').error(
        { err: error, failures },
        'a batch failed; its mails wait for the next attempt',
      );
      await sleep(backoffMs(failures), undefined, { signal }).catch(() => undefined);
    }
  }
}

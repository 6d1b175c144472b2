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
import { Waker } from './waker';

const idleMs = 5_000;

/** How often a lane says that its event loop turns. */
const beatMs = 1_000;

/** What a lane is told from outside. */
export type LaneOrder = 'wake' | 'stop';

/**
 * Processes waiting mail until `port` says stop, then finishes the batch at hand. An error is logged, waited out with
 * growing pauses, and tried again. What is read is told to `watch`.
 */
export async function runLane(watch: ReadWatch & { beat(): void }, port: MessagePort): Promise<void> {
  const stop = new AbortController();
  const waker = new Waker();
  port.on('message', (order: LaneOrder) => {
    if (order === 'stop') stop.abort();
    waker.ring();
  });
  const beats = setInterval(() => watch.beat(), beatMs);
  let failures = 0;
  while (!stop.signal.aborted) {
    try {
      const settled = await processBatch(batchSize, () => new Date(), watch);
      failures = 0;
      if (settled > 0) continue;
      await waker.wait(idleMs, stop.signal);
      // What woke us may come right behind a change of the own network, made by another process.
      forgetDeskContext();
    } catch (error) {
      failures += 1;
      log('process-messages').error(
        { err: error, failures },
        'a batch failed; its mails wait for the next attempt',
      );
      await sleep(backoffMs(failures), undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }
  clearInterval(beats);
  port.close();
}

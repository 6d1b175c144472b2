// The loop from stored mail to cases: woken when intake stores something, and at short intervals anyway, since a lost
// notification must cost nothing but seconds.

import { setTimeout as sleep } from 'node:timers/promises';
import { openSql } from '@/lib/db/sql';
import { requireEnv } from '@/lib/env';
import { forgetDeskContext } from '@/lib/desk/desk-context';
import { processBatch } from '@/lib/desk/process-batch';
import { log } from '@/lib/log';
import { batchSize } from '@/lib/reports/limits';
import { backoffMs } from './backoff';

const idleMs = 5_000;

/** While one batch waits for the database the other is being read; more would only wait for each other's accounts. */
const lanes = 2;

/** Processes waiting mail until `signal` aborts; an error is logged, waited out with growing pauses, and tried again. */
export async function processMessages(signal: AbortSignal): Promise<void> {
  const wakers = Array.from({ length: lanes }, () => new Waker());
  const listener = openSql(requireEnv('DATABASE_URL'), { max: 1, name: 'meldestelle-process-listen' });
  await listener
    .listen('raw_message', () => wakers.forEach((wake) => wake.ring()))
    .catch((error: unknown) => {
      log('process-messages').warn(
        { err: error },
        'no notifications; waiting mail is looked for every few seconds',
      );
    });
  await Promise.all(wakers.map((wake) => runLane(wake, signal)));
  await listener.end({ timeout: 2 });
}

async function runLane(wake: Waker, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const settled = await processBatch(batchSize);
      failures = 0;
      if (settled > 0) continue;
      await wake.wait(idleMs, signal);
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

/** Waits for a ring or a time, and does not miss a ring that came while nobody waited. */
class Waker {
  #rung = false;
  #resolve: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#resolve?.();
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) {
      const over = new AbortController();
      const rung = new Promise<void>((resolve) => (this.#resolve = resolve));
      const timeout = sleep(ms, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(
        () => undefined,
      );
      await Promise.race([rung, timeout]);
      over.abort();
    }
    this.#rung = false;
    this.#resolve = undefined;
  }
}

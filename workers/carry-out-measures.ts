// Carries out what people decided, as soon as it is committed, and looks again at what stands. Several measures at a
// time: a connector that takes its full patience must not keep the others waiting.

import { carryOutMeasure } from '@/lib/desk/carry-out-measure';
import { carryOutQueueOrder } from '@/lib/desk/carry-out-queue-order';
import { sql } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { backoffMs } from './backoff';
import { Waker } from './waker';

const LANES = 4;
const LOOK_MS = 1_000;

/** Works until `signal` fires; what is begun is finished. */
export async function carryOutMeasures(signal: AbortSignal): Promise<void> {
  const wakers = Array.from({ length: LANES }, () => new Waker());
  const listening = await sql()
    .listen('measure', () => wakers.forEach((one) => one.ring()))
    .catch((error: unknown) => {
      log('carry-out-measures').warn({ err: error }, 'new measures are not announced; they are looked for');
      return null;
    });
  await Promise.all(wakers.map((wake) => lane(wake, signal)));
  await listening?.unlisten();
}

async function lane(wake: Waker, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      while (!signal.aborted && ((await carryOutMeasure()) || (await carryOutQueueOrder())));
      failures = 0;
      await wake.wait(LOOK_MS, signal);
    } catch (error) {
      failures += 1;
      log('carry-out-measures').error(
        { err: error },
        'a measure could not be carried out; it is tried again',
      );
      await wake.wait(backoffMs(failures), signal);
    }
  }
}

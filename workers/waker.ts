// Waits for a ring or a time, and does not miss a ring that came while nobody waited.

import { setTimeout as sleep } from 'node:timers/promises';

export class Waker {
  #rung = false;
  #resolve: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#resolve?.();
  }

  /** Returns at the next ring, after `ms`, or when `signal` fires; at once where it rang since the last wait. */
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

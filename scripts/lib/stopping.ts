// Being told to stop: by a signal, or by the end of the process that started us. A second signal a second later means
// "hurry"; two at once are one key press that came by two ways.

const SAME_KEY_PRESS_MS = 1_000;

/** The work was given up because the product is being stopped. */
export class Stopped extends Error {}

export interface Stopping {
  /** Aborted at the first signal. */
  signal: AbortSignal;
  /** Aborted at a later one: do not wait for anybody. */
  hurry: AbortSignal;
  /** Resolves with `work`, or rejects with `Stopped` at once when told to stop. */
  unlessStopped<T>(work: Promise<T>): Promise<T>;
}

export function listenForStop(): Stopping {
  const stop = new AbortController();
  const hurry = new AbortController();
  let firstAt = Infinity;
  const onSignal = () => {
    if (stop.signal.aborted && performance.now() - firstAt > SAME_KEY_PRESS_MS) hurry.abort();
    firstAt = Math.min(firstAt, performance.now());
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  process.once('disconnect', onSignal);
  // Whoever read our lines may be gone; that must not keep us from stopping in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', onSignal);
  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(new Stopped()), { once: true });
  });
  stopped.catch(() => undefined);
  return {
    signal: stop.signal,
    hurry: hurry.signal,
    unlessStopped: (work) => Promise.race([work, stopped]),
  };
}

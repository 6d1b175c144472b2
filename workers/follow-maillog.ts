// Follows every mail log that is not paused, each in a loop of its own. The table says which; it is looked at every ten
// seconds and whenever a screen changed it. One process reads a log: whoever has its lock.

import { setTimeout as sleep } from 'node:timers/promises';
import { openLockSession, type LockSession } from '@/lib/db/session-lock';
import { announceLogRead } from '@/lib/desk/announce-log-read';
import { followLog } from '@/lib/desk/follow-log';
import { listLogSources } from '@/lib/desk/list-log-sources';
import { openLog } from '@/lib/desk/open-log';
import { recordLogFailure } from '@/lib/desk/record-log-failure';
import { syncEnvironmentCluster } from '@/lib/desk/sync-environment-cluster';
import { syncEnvironmentLogSources } from '@/lib/desk/sync-environment-log-sources';
import { requireEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { backoffMs } from './backoff';

const LOOK_MS = 10_000;
/** Lines are there a second after they were written; a pass without news is a listing and a comparison. */
const PASS_MS = 1_000;
/** So many lines in one pass were a backlog: what looks at the log is told when it is read. */
const BACKLOG_LINES = 5_000;

interface Loop {
  /** What the loop was started for, without its position. */
  settings: string;
  stop: AbortController;
  ended: Promise<void>;
}

/** Follows until `signal` fires, then finishes the batches at hand. `passMs`: tests are less patient. Throws `EnvError`. */
export async function followMaillog(signal: AbortSignal, { passMs = PASS_MS } = {}): Promise<void> {
  await syncEnvironmentLogSources();
  await syncEnvironmentCluster();
  let failures = 0;
  while (!signal.aborted) {
    try {
      await superviseSession(signal, passMs);
      failures = 0;
    } catch (error) {
      failures += 1;
      log('follow-maillog').error({ err: error, failures }, 'the database does not answer; the logs wait');
      await pause(backoffMs(failures), signal);
    }
  }
}

/** One session: as long as the lock connection lives. */
async function superviseSession(signal: AbortSignal, passMs: number): Promise<void> {
  const locks = await openLockSession(requireEnv('DATABASE_URL'));
  const session = AbortSignal.any([signal, locks.lost]);
  const loops = new Map<number, Loop>();
  try {
    while (!session.aborted) {
      await reconcile(loops, locks, session, passMs);
      await pause(LOOK_MS, session);
    }
  } finally {
    for (const loop of loops.values()) loop.stop.abort();
    await Promise.all([...loops.values()].map((loop) => loop.ended));
    await locks.close();
  }
}

/** Starts, restarts and stops loops until they are those of the table. */
async function reconcile(
  loops: Map<number, Loop>,
  locks: LockSession,
  session: AbortSignal,
  passMs: number,
): Promise<void> {
  const sources = await listLogSources();
  const wanted = new Map(sources.map(({ position: _, ...rest }) => [rest.id, JSON.stringify(rest)]));
  for (const [id, loop] of loops) if (wanted.get(id) !== loop.settings) loop.stop.abort();
  for (const [id, settings] of wanted) {
    const running = loops.get(id);
    if (running !== undefined && !running.stop.signal.aborted) continue;
    const stop = new AbortController();
    const run = (): Promise<void> => loopLog(id, locks, AbortSignal.any([session, stop.signal]), passMs);
    // The new loop waits for the old one: they would share the lock of the same session.
    loops.set(id, { settings, stop, ended: (running?.ended ?? Promise.resolve()).then(run) });
  }
}

/** Follows one log until `signal` fires; never rejects because of the log. */
async function loopLog(id: number, locks: LockSession, signal: AbortSignal, passMs: number): Promise<void> {
  // Mailboxes have the positive keys.
  const key = -id;
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (!(await locks.tryLock(key))) await pause(LOOK_MS / 2, signal);
      else {
        try {
          await passUntilStopped(id, signal, passMs, () => (failures = 0));
          return;
        } finally {
          await locks.unlock(key);
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const pauseMs = backoffMs(failures);
      log('follow-maillog').warn({ err: error, source: id, failures, pauseMs }, 'the log could not be read');
      await note(id, error instanceof Error ? error : new Error(String(error)));
      await pause(pauseMs, signal);
    }
  }
}

async function passUntilStopped(
  id: number,
  signal: AbortSignal,
  passMs: number,
  onPass: () => void,
): Promise<void> {
  const memory = await openLog(id);
  if (memory === null) return;
  let noted: string | null = null;
  let isBehind = false;
  for (let lines = 0; !signal.aborted;) {
    const { problem, totals } = await followLog(memory, signal);
    if (totals.lines - lines >= BACKLOG_LINES) isBehind = true;
    else if (isBehind) {
      await announceLogRead();
      isBehind = false;
    }
    lines = totals.lines;
    const text = problem === null ? null : `${problem.code} ${problem.path}`;
    if (problem !== null && text !== noted) await note(id, problem);
    noted = text;
    onPass();
    await pause(passMs, signal);
  }
}

async function note(id: number, failure: Parameters<typeof recordLogFailure>[1]): Promise<void> {
  await recordLogFailure(id, failure).catch((error: unknown) => {
    log('follow-maillog').error({ err: error }, 'nor could the failure be recorded');
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

// Polls every mailbox that is not paused, each in a loop of its own. The table says what to poll; it is looked at every
// ten seconds and whenever a screen changed it. A lost lock connection ends all loops, and they start again.

import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLockSession } from '@/lib/db/session-lock';
import { openSql, type Sql } from '@/lib/db/sql';
import { listMailboxesToPoll } from '@/lib/desk/list-mailboxes-to-poll';
import { syncEnvironmentMailboxes } from '@/lib/desk/sync-environment-mailboxes';
import { requireEnv } from '@/lib/env';
import type { PolledMailbox, Reach } from '@/lib/intake/types';
import { log } from '@/lib/log';
import { backoffMs } from './backoff';
import { loopMailbox, type LoopTools } from './mailbox-loop';

const LOOK_MS = 10_000;

interface Loop {
  mailbox: PolledMailbox;
  stop: AbortController;
  ended: Promise<void>;
}

/**
 * Polls until `signal` fires, then finishes the batches at hand. `reach` is called at the named points between fetch,
 * commit and move; tests die there. Throws `EnvError` where the environment is wrong.
 */
export async function pollMailboxes(signal: AbortSignal, reach: Reach = () => undefined): Promise<void> {
  const logger = log('poll-mailbox');
  await syncEnvironmentMailboxes();
  let failures = 0;
  while (!signal.aborted) {
    try {
      await superviseSession(signal, reach);
      failures = 0;
    } catch (error) {
      failures += 1;
      logger.error({ err: error, failures }, 'the database does not answer; mail waits where it is');
      await pause(backoffMs(failures), signal);
    }
  }
}

/** One session: as long as the lock connection lives. */
async function superviseSession(signal: AbortSignal, reach: Reach): Promise<void> {
  const url = requireEnv('DATABASE_URL');
  const locks = await openLockSession(url);
  const listener = openSql(url, { max: 1, name: 'meldestelle-poll-listen' });
  const wake = new Wake();
  const session = AbortSignal.any([signal, locks.lost]);
  const loops = new Map<number, Loop>();
  try {
    await listenForChanges(listener, wake);
    while (!session.aborted) {
      reconcile(loops, await listMailboxesToPoll(), { locks, reach }, session);
      await wake.wait(LOOK_MS, session);
    }
  } finally {
    for (const loop of loops.values()) loop.stop.abort();
    await Promise.all([...loops.values()].map((loop) => loop.ended));
    await Promise.all([listener.end({ timeout: 2 }), locks.close()]);
  }
}

/** Starts, restarts and stops loops until they are those of `mailboxes`. A changed mailbox begins anew. */
function reconcile(
  loops: Map<number, Loop>,
  mailboxes: readonly PolledMailbox[],
  tools: LoopTools,
  session: AbortSignal,
): void {
  const wanted = new Map(mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  for (const [id, loop] of loops) {
    if (isDeepStrictEqual(wanted.get(id), loop.mailbox)) continue;
    loop.stop.abort();
  }
  for (const [id, mailbox] of wanted) {
    const running = loops.get(id);
    if (running !== undefined && !running.stop.signal.aborted) continue;
    const stop = new AbortController();
    const run = (): Promise<void> => loopMailbox(mailbox, tools, AbortSignal.any([session, stop.signal]));
    // The new loop waits for the old one: they would share the lock of the same session.
    loops.set(id, { mailbox, stop, ended: (running?.ended ?? Promise.resolve()).then(run) });
  }
}

async function listenForChanges(listener: Sql, wake: Wake): Promise<void> {
  await listener
    .listen('mailbox', () => wake.ring())
    .catch((error: unknown) => {
      log('poll-mailbox').warn(
        { err: error },
        'no notifications; changed mailboxes are noticed every ten seconds',
      );
    });
}

class Wake {
  private ringing = new AbortController();

  ring(): void {
    this.ringing.abort();
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    await pause(ms, AbortSignal.any([signal, this.ringing.signal]));
    this.ringing = new AbortController();
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

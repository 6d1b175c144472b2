// The loop over one mailbox: take its lock, open it, pass after pass until told to stop; after a failure say so, wait a
// little longer each time, and begin anew with a new connection. What fails here touches no other mailbox.

import { setTimeout as sleep } from 'node:timers/promises';
import { openMailbox } from '@/lib/desk/open-mailbox';
import { newPollMemory, pollMailbox } from '@/lib/desk/poll-mailbox';
import { recoverLostMails } from '@/lib/desk/recover-lost-mails';
import { recordPollFailure } from '@/lib/desk/record-poll-failure';
import type { LockSession } from '@/lib/db/session-lock';
import { CutMemory } from '@/lib/intake/cut-memory';
import type { PolledMailbox, Reach } from '@/lib/intake/types';
import { log } from '@/lib/log';
import type { MailSource } from '@/lib/mailbox/types';
import { backoffMs } from './backoff';

/** How long a worker waits before it asks again for a mailbox that another one reads. */
const LOCKED_MS = 5_000;

export interface LoopTools {
  locks: LockSession;
  reach: Reach;
}

/** Polls `mailbox` until `signal` fires. Resolves after the batch at hand; never rejects because of the mailbox. */
export async function loopMailbox(
  mailbox: PolledMailbox,
  tools: LoopTools,
  signal: AbortSignal,
): Promise<void> {
  const logger = log('poll-mailbox').child({ mailbox: mailbox.name });
  const cuts = new CutMemory();
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (!(await tools.locks.tryLock(mailbox.id))) {
        await pause(LOCKED_MS, signal);
        continue;
      }
      try {
        await readUntilStopped(mailbox, { ...tools, cuts }, signal, () => (failures = 0));
      } finally {
        await tools.locks.unlock(mailbox.id);
      }
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const pauseMs = backoffMs(failures);
      logger.warn({ err: error, failures, pauseMs }, 'the mailbox could not be polled');
      await recordPollFailure(mailbox.id, error).catch((second: unknown) => {
        logger.error({ err: second }, 'nor could the failure be recorded');
      });
      await pause(pauseMs, signal);
    }
  }
}

async function readUntilStopped(
  mailbox: PolledMailbox,
  tools: LoopTools & { cuts: CutMemory },
  signal: AbortSignal,
  onProof: () => void,
): Promise<void> {
  const logger = log('poll-mailbox').child({ mailbox: mailbox.name });
  const recovered = await recoverLostMails(mailbox, signal);
  if (recovered > 0)
    logger.warn({ recovered }, 'the database had lost mails that were moved already; they are back');
  const source: MailSource = await openMailbox(mailbox);
  const memory = newPollMemory(tools.cuts);
  const options = { signal, reach: tools.reach, now: () => new Date() };
  try {
    while (!signal.aborted) {
      const result = await pollMailbox(mailbox, source, memory, options);
      onProof();
      if (result.deliveries > 0 || result.problem !== null) logger.info(result, 'polled');
      if (!result.hasMore) await source.wait(mailbox.pollSeconds * 1_000, signal);
    }
  } finally {
    await source.close();
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

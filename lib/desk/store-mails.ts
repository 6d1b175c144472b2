// Fetches and stores mails, the next batch being read while the last one is stored, so that at most two batches are in
// memory. What is too large gets a stub; what the server does not give is named, not forgotten.

import { createHash } from 'node:crypto';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import { oversizeStub } from '@/lib/intake/oversize-stub';
import { splitBySize } from '@/lib/intake/plan-batches';
import type { FolderKey, MailToStore, PolledMailbox } from '@/lib/intake/types';
import type { MailSource } from '@/lib/mailbox/types';
import { ingestBatch } from './ingest-batch';
import type { PollOptions } from './poll-mailbox';
import type { StoredMailMover } from './stored-mail-mover';

export interface StoreOutcome {
  messages: number;
  deliveries: number;
  /** Mails that are there and that the server did not give, or that were not reached before the stop. */
  notFetched: number;
  latestReceipt: Date | null;
  problem: string | null;
}

/** Stores the mails of `slices` in their order and hands them to `mover`. Throws the first error of server or database. */
export async function storeMails(
  mailbox: PolledMailbox,
  folder: FolderKey,
  source: MailSource,
  slices: readonly string[][],
  mover: StoredMailMover,
  options: PollOptions,
): Promise<StoreOutcome> {
  const outcome: StoreOutcome = { messages: 0, deliveries: 0, notFetched: 0, latestReceipt: null, problem: null };
  const store = async (mails: MailToStore[]): Promise<void> => {
    const stored = await ingestBatch({ ...folder, mails }, { reach: options.reach });
    options.reach('after-commit');
    outcome.messages += stored.messages;
    outcome.deliveries += stored.deliveries;
    outcome.latestReceipt = latest(outcome.latestReceipt, mails);
    mover.add(mails.filter((mail) => mail.setAside === null).map((mail) => mail.uid), 'processed');
  };
  let storing: Promise<void> = Promise.resolve();
  try {
    for (const slice of slices) {
      const sizes = await source.readSizes(slice);
      const stubs = stubsFor(mailbox, folder, sizes, options.now());
      const readable = slice.filter((uid) => (sizes.get(uid) ?? Infinity) <= INTAKE_LIMITS.mailBytes);
      for (const uids of splitBySize(readable, sizes)) {
        if (options.signal.aborted) outcome.notFetched += uids.length;
        else {
          const mails = await readBatch(source, uids, outcome);
          options.reach('after-fetch');
          await storing;
          storing = guarded(store(mails));
        }
      }
      await storing;
      if (stubs.length > 0 && !options.signal.aborted) await store(stubs);
    }
    await storing;
  } finally {
    await Promise.allSettled([storing]);
  }
  return outcome;
}

/** Marks a promise as one that somebody will await, so that its failure meanwhile is not an unhandled one. */
function guarded(work: Promise<void>): Promise<void> {
  work.catch(() => undefined);
  return work;
}

async function readBatch(source: MailSource, uids: readonly string[], outcome: StoreOutcome): Promise<MailToStore[]> {
  const mails: MailToStore[] = [];
  const missing = new Set(uids);
  for await (const { uid, receivedAt, source: bytes } of source.fetch(uids)) {
    missing.delete(uid);
    mails.push({ uid, source: bytes, sha256: createHash('sha256').update(bytes).digest(), receivedAt, setAside: null });
  }
  if (missing.size > 0) {
    // Expunged by somebody else meanwhile, or kept back by the server? Only the server can say.
    const present = await source.readSizes([...missing]);
    outcome.notFetched += present.size;
    if (present.size > 0) {
      outcome.problem ??= `fetch-incomplete: UID ${[...present.keys()].slice(0, 10).join(', ')}`;
    }
  }
  return mails;
}

function stubsFor(
  mailbox: PolledMailbox,
  folder: FolderKey,
  sizes: ReadonlyMap<string, number>,
  now: Date,
): MailToStore[] {
  return [...sizes]
    .filter(([, sizeBytes]) => sizeBytes > INTAKE_LIMITS.mailBytes)
    .map(([uid, sizeBytes]) =>
      oversizeStub({ mailbox, uidValidity: folder.uidValidity, uid, sizeBytes, receivedAt: now }),
    );
}

function latest(before: Date | null, mails: readonly MailToStore[]): Date | null {
  return mails.reduce<Date | null>(
    (last, { receivedAt }) => (last === null || receivedAt > last ? receivedAt : last),
    before,
  );
}

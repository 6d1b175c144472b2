// Fetches and stores mails, the next batch being read while the last one is stored, so that at most two batches are in
// memory. What is too large gets a stub; what the server does not give is named, not forgotten.

import { createHash } from 'node:crypto';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import { oversizeStub } from '@/lib/intake/oversize-stub';
import { receiptOf } from '@/lib/intake/receipt';
import type { FolderKey, MailToStore, PolledMailbox } from '@/lib/intake/types';
import type { FetchedMail, MailSource } from '@/lib/mailbox/types';
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
  const outcome: StoreOutcome = {
    messages: 0,
    deliveries: 0,
    notFetched: 0,
    latestReceipt: null,
    problem: null,
  };
  let storing: Promise<void> = Promise.resolve();
  const store = async (mails: MailToStore[]): Promise<void> => {
    options.reach('after-fetch');
    await storing;
    storing = commit(mails, folder, mover, options, outcome);
    // Whoever waits for it next gets the error; until then it is not an unhandled one.
    storing.catch(() => undefined);
  };
  try {
    for (const uids of slices) {
      if (options.signal.aborted) outcome.notFetched += uids.length;
      else
        await readSlice(
          source,
          uids,
          (mail) => toStore(mail, mailbox, folder, options.now()),
          store,
          outcome,
        );
    }
    await storing;
  } finally {
    await Promise.allSettled([storing]);
  }
  return outcome;
}

async function commit(
  mails: MailToStore[],
  folder: FolderKey,
  mover: StoredMailMover,
  { reach }: PollOptions,
  outcome: StoreOutcome,
): Promise<void> {
  const stored = await ingestBatch({ ...folder, mails }, { reach });
  reach('after-commit');
  outcome.messages += stored.messages;
  outcome.deliveries += stored.deliveries;
  outcome.latestReceipt = latest(outcome.latestReceipt, mails);
  mover.add(
    mails.filter((mail) => mail.setAside === null).map((mail) => mail.uid),
    'processed',
  );
}

/** Reads the mails of one slice and hands them on in batches within the limits, waiting where storing is slower. */
async function readSlice(
  source: MailSource,
  uids: readonly string[],
  prepare: (mail: FetchedMail) => MailToStore,
  store: (mails: MailToStore[]) => Promise<void>,
  outcome: StoreOutcome,
): Promise<void> {
  const missing = new Set(uids);
  let mails: MailToStore[] = [];
  let bytes = 0;
  for await (const mail of source.fetch(uids)) {
    missing.delete(mail.uid);
    mails.push(prepare(mail));
    bytes += mail.source?.length ?? 0;
    if (mails.length < INTAKE_LIMITS.batchMails && bytes < INTAKE_LIMITS.batchBytes) continue;
    await store(mails);
    mails = [];
    bytes = 0;
  }
  if (mails.length > 0) await store(mails);
  if (missing.size === 0) return;
  // Expunged by somebody else meanwhile, or kept back by the server? Only the server can say.
  const present = await source.filterPresent([...missing]);
  outcome.notFetched += present.length;
  if (present.length > 0) outcome.problem ??= `fetch-incomplete: UID ${present.slice(0, 10).join(', ')}`;
}

function toStore(
  mail: FetchedMail,
  mailbox: PolledMailbox,
  { uidValidity }: FolderKey,
  now: Date,
): MailToStore {
  const { uid, sizeBytes, source } = mail;
  const receivedAt = receiptOf(mail.receivedAt, now);
  if (source === null) return oversizeStub({ mailbox, uidValidity, uid, sizeBytes, receivedAt });
  return { uid, source, sha256: createHash('sha256').update(source).digest(), receivedAt, setAside: null };
}

function latest(before: Date | null, mails: readonly MailToStore[]): Date | null {
  return mails.reduce<Date | null>(
    (last, { receivedAt }) => (last === null || receivedAt > last ? receivedAt : last),
    before,
  );
}

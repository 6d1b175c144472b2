// Fetches and stores mails, the next batch being read while the last one is stored, so that at most two batches are in
// memory. What is too large gets a stub; what the server does not give is named, not forgotten.

import { hash } from 'node:crypto';
import { dueAfter, type CutMemory } from '@/lib/intake/cut-memory';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import { oversizeStub } from '@/lib/intake/oversize-stub';
import { receiptOf } from '@/lib/intake/receipt';
import type { FolderKey, MailToStore, PolledMailbox } from '@/lib/intake/types';
import { MailboxError, type FetchedMail, type MailSource } from '@/lib/mailbox/types';
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
  options: PollOptions & { cuts: CutMemory },
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
  const { uidValidity } = folder;
  const reader: SliceReader = {
    source,
    prepare: (mail) => toStore(mail, mailbox, folder, options.now()),
    store,
    outcome,
    onMail: (uid) => options.cuts.forget(uidValidity, uid),
    onCut: (uid) => options.cuts.note(uidValidity, uid, options.now()),
  };
  try {
    for (const uids of slices) {
      if (options.signal.aborted) outcome.notFetched += uids.length;
      else await readSlice(uids, reader);
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

interface SliceReader {
  source: MailSource;
  prepare: (mail: FetchedMail) => MailToStore;
  store: (mails: MailToStore[]) => Promise<void>;
  outcome: StoreOutcome;
  /** Told of a mail that came, and of one at which the connection ended. */
  onMail: (uid: string) => void;
  onCut: (uid: string) => void;
}

/**
 * Reads the mails of one slice and hands them on in batches within the limits, waiting where storing is slower. Where
 * the connection ends, what came before is stored all the same.
 */
async function readSlice(uids: readonly string[], reader: SliceReader): Promise<void> {
  const { source, prepare, store, outcome } = reader;
  const missing = new Set(uids);
  let last: string | null = null;
  let mails: MailToStore[] = [];
  let bytes = 0;
  try {
    for await (const mail of source.fetch(uids)) {
      missing.delete(mail.uid);
      last = mail.uid;
      reader.onMail(mail.uid);
      mails.push(prepare(mail));
      bytes += mail.source?.length ?? 0;
      if (mails.length < INTAKE_LIMITS.batchMails && bytes < INTAKE_LIMITS.batchBytes) continue;
      const full = mails;
      mails = [];
      bytes = 0;
      await store(full);
    }
  } catch (error) {
    if (!isCut(error)) throw error;
    const due = dueAfter(missing, last);
    if (due === null) throw error;
    reader.onCut(due);
    if (mails.length > 0) await store(mails);
    throw new MailboxError(error.code, `${error.detail} (UID ${due})`, { cause: error });
  }
  if (mails.length > 0) await store(mails);
  if (missing.size === 0) return;
  // Expunged by somebody else meanwhile, or kept back by the server? Only the server can say.
  const present = await source.filterPresent([...missing]);
  outcome.notFetched += present.length;
  if (present.length > 0) outcome.problem ??= `fetch-incomplete: UID ${present.slice(0, 10).join(', ')}`;
}

function isCut(error: unknown): error is MailboxError {
  return error instanceof MailboxError && (error.code === 'connection-failed' || error.code === 'timed-out');
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
  return { uid, source, sha256: hash('sha256', source, 'buffer'), receivedAt, setAside: null };
}

function latest(before: Date | null, mails: readonly MailToStore[]): Date | null {
  return mails.reduce<Date | null>(
    (last, { receivedAt }) => (last === null || receivedAt > last ? receivedAt : last),
    before,
  );
}

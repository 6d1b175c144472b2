// One pass over one mailbox: what is there that is not stored, store it, then move what is stored. Promises: nothing
// leaves the folder before its raw bytes are committed; a pass that ends without an error has proved the folder.

import { sql } from '@/lib/db/sql';
import { chooseListing, mergePending, type ListingMemory } from '@/lib/intake/choose-listing';
import { CutMemory } from '@/lib/intake/cut-memory';
import { closeAbsent, listToSetAside, lookUpDeliveries, recordSetAside } from '@/lib/intake/delivery-store';
import { folderKey, placeOf } from '@/lib/intake/folder-key';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import { updateBacklog, updateError, updateProof } from '@/lib/intake/mailbox-store';
import { takeFromBothEnds } from '@/lib/intake/plan-batches';
import type { FolderKey, PolledMailbox, Reach } from '@/lib/intake/types';
import { MailboxError, type FolderStatus, type MailSource } from '@/lib/mailbox/types';
import { storeMails, type StoreOutcome } from './store-mails';
import { StoredMailMover } from './stored-mail-mover';

/** What a poller remembers between passes over one connection. A new connection starts with a new one. */
export interface PollMemory {
  listing: ListingMemory;
  /** UIDs to fetch, oldest first. */
  pending: string[];
  /** Mails at which the server ended the connection. */
  cuts: CutMemory;
}

/** `cuts` outlives the connection: what ended the last one is known to the next. */
export function newPollMemory(cuts = new CutMemory()): PollMemory {
  return { listing: { uidValidity: null, fullAt: null, uidNext: null }, pending: [], cuts };
}

export interface PollOptions {
  /** Fires to stop after the batch at hand. */
  signal: AbortSignal;
  reach: Reach;
  now(): Date;
}

export interface PollResult {
  messages: number;
  deliveries: number;
  moved: number;
  /** There is more to fetch: the next pass should follow at once. */
  hasMore: boolean;
  /** What did not succeed though the pass did, as `code: text`. */
  problem: string | null;
}

/** Makes one pass. Throws `MailboxError`, or the database's error; then nothing is lost and the next pass repeats it. */
export async function pollMailbox(
  mailbox: PolledMailbox,
  source: MailSource,
  memory: PollMemory,
  options: PollOptions,
): Promise<PollResult> {
  const status = await source.status();
  const folder = folderKey(mailbox, status.uidValidity);
  const mover = new StoredMailMover(source, folder, options.reach);
  await look(folder, status, source, memory, mover, options.now());
  const { slices, left } = planPass(memory, folder, options.now());
  const rest = memory.pending;
  let outcome: StoreOutcome;
  try {
    outcome = await storeMails(mailbox, folder, source, slices, mover, { ...options, cuts: memory.cuts });
  } finally {
    await mover.finish();
  }
  outcome.notFetched += left.length;
  if (left.length > 0) outcome.problem ??= `fetch-incomplete: UID ${left.slice(0, 10).join(', ')}`;
  const setAsideProblem = await setAsideQuarantined(mailbox, source);
  const problem = outcome.problem ?? mover.problem ?? setAsideProblem;
  // What was not moved or not fetched is looked for again at the next poll, not at the next hour.
  if (problem !== null) memory.listing.fullAt = null;
  const backlog = rest.length + outcome.notFetched;
  await updateBacklog(sql(), mailbox.id, backlog, outcome.latestReceipt);
  if (backlog === 0 && outcome.problem === null) await updateProof(sql(), mailbox.id, problem);
  else if (outcome.problem !== null) await updateError(sql(), mailbox.id, outcome.problem);
  const { messages, deliveries } = outcome;
  return { messages, deliveries, moved: mover.moved, hasMore: rest.length > 0, problem };
}

/**
 * Takes the mails of this pass out of `memory.pending`. Mails at which a connection ended come last, each alone, when
 * nothing else waits; `left` are those that are not tried for now.
 */
function planPass(
  memory: PollMemory,
  { uidValidity }: FolderKey,
  now: Date,
): { slices: string[][]; left: string[] } {
  const { ordinary, suspects, left } = memory.cuts.sort(uidValidity, memory.pending, now);
  const { slices, rest } = takeFromBothEnds(ordinary, INTAKE_LIMITS.passMails);
  memory.pending = rest.length > 0 ? [...rest, ...suspects, ...left] : [];
  return rest.length > 0
    ? { slices, left: [] }
    : { slices: [...slices, ...suspects.map((uid) => [uid])], left };
}

/** Compares the folder with the database: fills `memory.pending`, and hands what is stored already to the mover. */
async function look(
  folder: FolderKey,
  status: FolderStatus,
  source: MailSource,
  memory: PollMemory,
  mover: StoredMailMover,
  now: Date,
): Promise<void> {
  const listing = chooseListing(memory.listing, status, now);
  const uids = await source.list(listing.kind === 'full' ? null : listing.fromUid);
  const listed = await lookUpDeliveries(sql(), folder, uids);
  const unknown = listed.filter((mail) => mail.work === 'unknown').map((mail) => mail.uid);
  const isFull = listing.kind === 'full';
  memory.pending = isFull ? unknown : mergePending(memory.pending, unknown);
  memory.listing = {
    uidValidity: status.uidValidity,
    fullAt: isFull ? now : memory.listing.fullAt,
    uidNext: status.uidNext,
  };
  if (isFull) await closeAbsent(sql(), folder, uids);
  for (const target of ['processed', 'quarantine'] as const) {
    mover.add(
      listed.filter((mail) => mail.work === `to-${target}`).map((mail) => mail.uid),
      target,
    );
  }
}

/** Moves mails that the parser quarantined meanwhile from the processed to the quarantine folder. */
async function setAsideQuarantined(mailbox: PolledMailbox, source: MailSource): Promise<string | null> {
  const rows = await listToSetAside(
    sql(),
    { ...mailbox, place: placeOf(mailbox) },
    INTAKE_LIMITS.setAsideMails,
  );
  if (rows.length === 0) return null;
  try {
    const moved = await source.setAside(rows.map((row) => row.location));
    await recordSetAside(
      sql(),
      rows.map((row) => ({ id: row.id, location: moved.get(row.location) ?? null })),
    );
    return null;
  } catch (error) {
    if (error instanceof MailboxError) return error.message;
    throw error;
  }
}

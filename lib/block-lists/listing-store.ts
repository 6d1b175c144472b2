// Writes of listings: seen first, seen again, ended; and the ticks of their checklist.

import type { Tx } from '@/lib/db/sql';
import type { ListingSender, ListingStep } from './types';

export interface OpenListing {
  id: number;
  subject: string;
}

/** The open listings of a list among these subjects, or all of them. */
export function openListings(
  tx: Tx,
  listId: number,
  subjects: readonly string[] | null,
): Promise<OpenListing[]> {
  return tx<OpenListing[]>`
    SELECT id, subject FROM block_listing WHERE block_list_id = ${listId} AND ended_at IS NULL
      ${subjects === null ? tx`` : tx`AND subject = ANY(${[...subjects]})`}
    ORDER BY id FOR UPDATE`;
}

export interface SeenAgain {
  id: number;
  codes: string[];
  reason: string | null;
}

/** They are listed still; a reason that could not be read this time stays. */
export async function keepListings(tx: Tx, seen: readonly SeenAgain[], now: Date): Promise<void> {
  if (seen.length === 0) return;
  await tx`
    UPDATE block_listing b SET last_seen_at = ${now}, reason = coalesce(s.reason, b.reason),
      codes = ARRAY(SELECT jsonb_array_elements_text(s.codes))
    FROM jsonb_to_recordset(${tx.json(seen as never)}::jsonb) AS s (id bigint, codes jsonb, reason text)
    WHERE b.id = s.id`;
}

export interface NewListing {
  listId: number;
  subject: string;
  host: string | null;
  codes: string[];
  reason: string | null;
  clearBefore: Date | null;
  senders: ListingSender[];
  senderCount: number;
  sendersFrom: Date | null;
  steps: ListingStep[];
}

/** Writes one that begins now; answers its number. */
export async function insertListing(tx: Tx, listing: NewListing, now: Date): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO block_listing (block_list_id, subject, host, codes, reason, first_seen_at, last_seen_at, clear_before,
      senders, sender_count, senders_from, steps)
    VALUES (${listing.listId}, ${listing.subject}, ${listing.host}, ${listing.codes}, ${listing.reason}, ${now}, ${now},
      ${listing.clearBefore}, ${tx.json(listing.senders as never)}, ${listing.senderCount}, ${listing.sendersFrom},
      ${tx.json(listing.steps as never)})
    RETURNING id`;
  if (row === undefined) throw new Error('a listing was not written');
  return row.id;
}

export type ListingEnd = 'delisted' | 'not-checked';

export async function endListings(tx: Tx, ids: readonly number[], how: ListingEnd, now: Date): Promise<void> {
  await tx`
    UPDATE block_listing SET ended_at = ${now}, ended_by = ${how} WHERE id = ANY(${[...ids]}::bigint[])`;
}

/** The listing with its steps, locked until the transaction ends; null where there is none. */
export async function lockListing(
  tx: Tx,
  id: number,
): Promise<{ subject: string; steps: ListingStep[] } | null> {
  const [row] = await tx<{ subject: string; steps: ListingStep[] }[]>`
    SELECT subject, steps FROM block_listing WHERE id = ${id} FOR UPDATE`;
  return row ?? null;
}

export async function saveSteps(tx: Tx, id: number, steps: readonly ListingStep[]): Promise<void> {
  await tx`UPDATE block_listing SET steps = ${tx.json(steps as never)} WHERE id = ${id}`;
}

const endedDays = 730;

/** Ended listings are kept for two years: how often an address was listed is a question of years. */
export async function forgetListings(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - endedDays * 86_400_000);
  await tx`DELETE FROM block_listing WHERE ended_at < ${before}`;
}

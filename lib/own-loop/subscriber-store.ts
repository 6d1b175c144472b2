// Writes of subscribers and of the proofs of their domains.

import type { Tx } from '@/lib/db/sql';
import type { SubscriberBody, SubscriberState } from './types';

export interface LockedSubscriber {
  id: number;
  organisation: string;
  state: SubscriberState;
  stateSince: Date;
  updatedAt: Date;
}

/** The subscriber, locked until the transaction ends; null where there is none. */
export async function lockSubscriber(tx: Tx, id: number): Promise<LockedSubscriber | null> {
  const [row] = await tx<LockedSubscriber[]>`
    SELECT id, organisation, state, state_since AS "stateSince", updated_at AS "updatedAt" FROM own_loop_subscriber WHERE id = ${id} FOR UPDATE`;
  return row ?? null;
}

/** Whether another subscriber has this name. */
export async function isNameTaken(tx: Tx, organisation: string, id: number | null): Promise<boolean> {
  await tx`SELECT pg_advisory_xact_lock(hashtext('own-loop-subscriber'))`;
  const rows = await tx`
    SELECT FROM own_loop_subscriber WHERE organisation = ${organisation} AND id IS DISTINCT FROM ${id}`;
  return rows.length > 0;
}

const valuesOf = ({ organisation, reportAddress, ranges, perHour, perDay, note }: SubscriberBody) => ({
  organisation,
  report_address: reportAddress,
  ranges,
  per_hour: perHour,
  per_day: perDay,
  note,
});

export async function insertSubscriber(tx: Tx, body: SubscriberBody): Promise<number> {
  const [row] = await tx<
    { id: number }[]
  >`INSERT INTO own_loop_subscriber ${tx(valuesOf(body))} RETURNING id`;
  if (row === undefined) throw new Error('a subscriber was not written');
  await saveDomains(tx, row.id, body.domains);
  return row.id;
}

export async function updateSubscriber(tx: Tx, id: number, body: SubscriberBody): Promise<void> {
  await tx`
    UPDATE own_loop_subscriber SET ${tx(valuesOf(body))}, updated_at = clock_timestamp() WHERE id = ${id}`;
  await saveDomains(tx, id, body.domains);
}

/** New ones are to be proved; one that stays keeps its proof. */
async function saveDomains(tx: Tx, id: number, domains: readonly string[]): Promise<void> {
  await tx`DELETE FROM own_loop_domain WHERE subscriber_id = ${id} AND domain <> ALL(${[...domains]}::text[])`;
  await tx`
    INSERT INTO own_loop_domain (subscriber_id, domain) SELECT ${id}, unnest(${[...domains]}::text[])
    ON CONFLICT (subscriber_id, domain) DO NOTHING`;
}

export async function saveState(tx: Tx, id: number, state: SubscriberState, now: Date): Promise<void> {
  await tx`
    UPDATE own_loop_subscriber SET state = ${state}, state_since = ${now}, updated_at = clock_timestamp()
    WHERE id = ${id}`;
}

/** How many domains of his are proved. */
export async function provedDomains(tx: Tx, id: number): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    SELECT count(*)::int AS count FROM own_loop_domain WHERE subscriber_id = ${id} AND verified_at IS NOT NULL`;
  return row?.count ?? 0;
}

export interface LockedDomain {
  id: number;
  domain: string;
  codeHash: Buffer | null;
  codeUntil: Date | null;
  tries: number;
  verifiedAt: Date | null;
}

/** A domain of this subscriber, locked; null where there is none. */
export async function lockDomain(tx: Tx, subscriberId: number, id: number): Promise<LockedDomain | null> {
  const [row] = await tx<LockedDomain[]>`
    SELECT id, domain, code_hash AS "codeHash", code_until AS "codeUntil", tries, verified_at AS "verifiedAt"
    FROM own_loop_domain WHERE id = ${id} AND subscriber_id = ${subscriberId} FOR UPDATE`;
  return row ?? null;
}

export async function saveCode(
  tx: Tx,
  id: number,
  { hash, sentTo, until }: { hash: Buffer; sentTo: string; until: Date },
): Promise<void> {
  await tx`
    UPDATE own_loop_domain SET code_hash = ${hash}, sent_to = ${sentTo}, code_until = ${until}, tries = 0 WHERE id = ${id}`;
}

export async function countTry(tx: Tx, id: number): Promise<void> {
  await tx`UPDATE own_loop_domain SET tries = tries + 1 WHERE id = ${id}`;
}

/** The domain is his; the code is spent. False where another subscriber has proved it. */
export async function saveProof(tx: Tx, { id, domain }: LockedDomain, now: Date): Promise<boolean> {
  await tx`SELECT pg_advisory_xact_lock(hashtext('own-loop-domain'), hashtext(${domain}))`;
  const rows = await tx`
    UPDATE own_loop_domain SET verified_at = ${now}, code_hash = NULL, code_until = NULL
    WHERE id = ${id}
      AND NOT EXISTS (SELECT FROM own_loop_domain o WHERE o.domain = ${domain} AND o.verified_at IS NOT NULL)
    RETURNING id`;
  return rows.length > 0;
}

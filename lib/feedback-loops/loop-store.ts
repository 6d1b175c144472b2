// Writes of subscriptions, each with a line in its history and an entry in the audit.

import type { Sql, Tx } from '@/lib/db/sql';
import type { LoopEvent } from './event-types';
import type { LoopSettings, LoopState } from './types';

/** The settings of a loop `l`, as `LoopSettings` names them. */
export const settingsColumns = `l.name, l.program, l.intake_alias AS "intakeAlias", l.from_addresses AS "fromAddresses",
  l.envelope_domains AS "envelopeDomains", l.dkim_domains AS "dkimDomains", l.default_kind AS "defaultKind", l.factor,
  l.expected_per_day AS "expectedPerDay", l.owner_id AS "ownerId", l.deputy_id AS "deputyId",
  l.contact_name AS "contactName", l.contact_email AS "contactEmail", l.contact_phone AS "contactPhone",
  l.contact_url AS "contactUrl", l.terms, l.discloses, l.may_suppress_address AS "maySuppressAddress", l.fee,
  l.fee_cents AS "feeCents", l.fee_currency AS "feeCurrency", l.renews_on::text AS "renewsOn", l.portal_url AS "portalUrl"`;

function rowOf(settings: LoopSettings) {
  return {
    name: settings.name,
    program: settings.program,
    intake_alias: settings.intakeAlias,
    from_addresses: settings.fromAddresses,
    envelope_domains: settings.envelopeDomains,
    dkim_domains: settings.dkimDomains,
    default_kind: settings.defaultKind,
    factor: settings.factor,
    expected_per_day: settings.expectedPerDay,
    owner_id: settings.ownerId,
    deputy_id: settings.deputyId,
    contact_name: settings.contactName,
    contact_email: settings.contactEmail,
    contact_phone: settings.contactPhone,
    contact_url: settings.contactUrl,
    terms: settings.terms,
    discloses: settings.discloses,
    may_suppress_address: settings.maySuppressAddress,
    fee: settings.fee,
    fee_cents: settings.feeCents,
    fee_currency: settings.feeCurrency,
    renews_on: settings.renewsOn,
    portal_url: settings.portalUrl,
  };
}

/** Adds a subscription; its id. Throws a unique violation where the name is taken. */
export async function insertLoop(tx: Tx, settings: LoopSettings, state: LoopState): Promise<number> {
  const rows = await tx<{ id: number }[]>`
    INSERT INTO feedback_loop ${tx({ ...rowOf(settings), state })} RETURNING id`;
  return (rows[0] as { id: number }).id;
}

export interface LockedLoop {
  id: number;
  settings: LoopSettings;
  state: LoopState;
}

/** Locks the loop until the transaction ends, against people and not against reports; null where there is none. */
export async function lockLoop(tx: Tx, id: number): Promise<LockedLoop | null> {
  const [row] = await tx.unsafe<(LoopSettings & { state: LoopState })[]>(
    `SELECT ${settingsColumns}, l.state FROM feedback_loop l WHERE l.id = $1::int FOR NO KEY UPDATE`,
    [id],
  );
  if (row === undefined) return null;
  const { state, ...settings } = row;
  return { id, settings, state };
}

export async function updateLoop(tx: Tx, id: number, settings: LoopSettings): Promise<void> {
  await tx`UPDATE feedback_loop SET ${tx(rowOf(settings))} WHERE id = ${id}`;
}

/** Moves the loop. One that becomes active is judged from now on; of one that is not, no silence says anything. */
export async function updateState(tx: Tx, id: number, state: LoopState): Promise<void> {
  await tx`
    UPDATE feedback_loop SET state = ${state}, state_since = now(), silent_since = NULL, alarm_at = NULL,
      watched_since = CASE WHEN ${state} = 'active' THEN now() ELSE watched_since END
    WHERE id = ${id}`;
}

/** What came in the days of a pause, or did not, teaches nothing of the loop's rhythm. */
export async function forgetPause(tx: Tx, id: number): Promise<void> {
  await tx`
    INSERT INTO feedback_loop_outage (feedback_loop_id, from_day, to_day)
    SELECT id, (last_report_at AT TIME ZONE 'UTC')::date + 1, (now() AT TIME ZONE 'UTC')::date
    FROM feedback_loop WHERE id = ${id} AND last_report_at < now() - interval '1 day'
    ON CONFLICT DO NOTHING`;
}

/** A line of history, and the same in the audit. `userId` null: the desk itself. */
export async function recordLoopEvent(
  tx: Tx,
  loopId: number,
  userId: number | null,
  { kind, detail }: LoopEvent,
): Promise<void> {
  const body = tx.json(detail as never);
  await tx`
    INSERT INTO feedback_loop_event (feedback_loop_id, user_id, kind, detail)
    VALUES (${loopId}, ${userId}, ${kind}, ${body})`;
  await tx`SELECT append_audit(${userId}, ${`feedback-loop-${kind}`}, ${`feedback-loop:${loopId}`}, ${body})`;
}

/** The settings of one loop with what its page needs beside them; null where there is none. */
export async function loadLoop(
  db: Sql | Tx,
  id: number,
): Promise<(LockedLoop & { stateSince: Date; hasCredentials: boolean }) | null> {
  const [row] = await db.unsafe<
    (LoopSettings & { state: LoopState; stateSince: Date; hasCredentials: boolean })[]
  >(
    `SELECT ${settingsColumns}, l.state, l.state_since AS "stateSince",
       l.credentials_sealed IS NOT NULL AS "hasCredentials"
     FROM feedback_loop l WHERE l.id = $1::int`,
    [id],
  );
  if (row === undefined) return null;
  const { state, stateSince, hasCredentials, ...settings } = row;
  return { id, settings, state, stateSince, hasCredentials };
}

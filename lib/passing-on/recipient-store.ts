// Writes of recipients. A recipient that is switched on gets what came since.

import type { Tx } from '@/lib/db/sql';
import type { RedactionLevel, ReportForm, Rhythm } from './types';

export interface RecipientSettings {
  to: string;
  form: ReportForm;
  rhythm: Rhythm;
  level: RedactionLevel;
  language: 'de' | 'en';
  isActive: boolean;
}

/** The customer with this number; null where there is none. */
export async function customerOfNumber(tx: Tx, number: string): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`SELECT id FROM customer WHERE number = ${number}`;
  return row?.id ?? null;
}

/** Adds a recipient. Fails with a unique violation where the customer has one. */
export async function insertRecipient(
  tx: Tx,
  customerId: number,
  one: RecipientSettings,
  now: Date,
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    INSERT INTO pass_on_recipient (customer_id, to_address, form, rhythm, level, language, is_active, active_since, changed_at)
    VALUES (${customerId}, ${one.to}, ${one.form}, ${one.rhythm}, ${one.level}, ${one.language}, ${one.isActive},
      ${one.isActive ? now : null}, ${now}) RETURNING id`;
  return (row as { id: number }).id;
}

/** What stood before, the row locked; null where there is none. */
export async function lockRecipient(
  tx: Tx,
  id: number,
): Promise<(RecipientSettings & { changedAt: Date; suspendedAt: Date | null }) | null> {
  const [row] = await tx<(RecipientSettings & { changedAt: Date; suspendedAt: Date | null })[]>`
    SELECT to_address AS "to", form, rhythm, level, language, is_active AS "isActive", changed_at AS "changedAt",
      suspended_at AS "suspendedAt" FROM pass_on_recipient WHERE id = ${id} FOR UPDATE`;
  return row ?? null;
}

/** Writes the settings; another address, or switching on, begins anew: what suspended it is over. */
export async function updateRecipient(tx: Tx, id: number, one: RecipientSettings, now: Date): Promise<void> {
  await tx`
    UPDATE pass_on_recipient SET
      active_since = CASE WHEN ${one.isActive} THEN coalesce(active_since, ${now}) END,
      suspended_at = CASE WHEN lower(to_address) = ${one.to.toLowerCase()} THEN suspended_at END,
      suspended_for = CASE WHEN lower(to_address) = ${one.to.toLowerCase()} THEN suspended_for END,
      to_address = ${one.to}, form = ${one.form}, rhythm = ${one.rhythm}, level = ${one.level},
      language = ${one.language}, is_active = ${one.isActive}, changed_at = ${now}
    WHERE id = ${id}`;
}

/** Nothing goes there until a person resumes; false where that is so already. */
export async function suspendRecipient(tx: Tx, id: number, reason: string, now: Date): Promise<boolean> {
  const rows = await tx`
    UPDATE pass_on_recipient SET suspended_at = ${now}, suspended_for = ${reason}
    WHERE id = ${id} AND suspended_at IS NULL RETURNING 1`;
  return rows.length > 0;
}

/** Mail goes again; false where nothing was suspended. */
export async function resumeRecipient(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx`
    UPDATE pass_on_recipient SET suspended_at = NULL, suspended_for = NULL
    WHERE id = ${id} AND suspended_at IS NOT NULL RETURNING 1`;
  return rows.length > 0;
}

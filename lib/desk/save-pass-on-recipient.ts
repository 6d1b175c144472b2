// Use case: an administrator says who gets complaints about his customers, changes it, or lets a suspended one go on.

import { sql } from '@/lib/db/sql';
import { findRecipient } from '@/lib/passing-on/queries';
import {
  customerOfNumber,
  insertRecipient,
  lockRecipient,
  resumeRecipient,
  updateRecipient,
  type RecipientSettings,
} from '@/lib/passing-on/recipient-store';
import { endTaskOf } from '@/lib/tasks/finish-store';
import { suspendedTaskKey } from './after-passed-mail';
import { leadsBack } from './leads-back';
import { done, refused, refusedField, type Outcome } from './outcome';
import { isUniqueViolation } from './unique-violation';

export type SaveRecipientInput =
  | { id: null; number: string; settings: RecipientSettings }
  | { id: number; version: string; settings: RecipientSettings };

/**
 * Expected errors: `not-found`, `stale`; field `to`: `leads-back` (our own mailbox, or a feedback loop's); field `number`:
 * `no-customer`, `has-recipient`.
 */
export async function savePassOnRecipient(
  input: SaveRecipientInput,
  userId: number,
  now = new Date(),
): Promise<Outcome<{ id: number; version: string }>> {
  if (await leadsBack(sql(), input.settings.to)) return refusedField('to', 'leads-back');
  try {
    return await save(input, userId, now);
  } catch (error) {
    if (isUniqueViolation(error)) return refusedField('number', 'has-recipient');
    throw error;
  }
}

function save(
  input: SaveRecipientInput,
  userId: number,
  now: Date,
): Promise<Outcome<{ id: number; version: string }>> {
  const { settings } = input;
  return sql().begin(async (tx): Promise<Outcome<{ id: number; version: string }>> => {
    if (input.id === null) {
      const customerId = await customerOfNumber(tx, input.number);
      if (customerId === null) return refusedField('number', 'no-customer');
      const id = await insertRecipient(tx, customerId, settings, now);
      await tx`SELECT append_audit(${userId}, 'pass-on-added', ${`pass-on:${id}`}, ${tx.json({ number: input.number, ...settings })})`;
      return done({ id, version: now.toISOString() });
    }
    const before = await lockRecipient(tx, input.id);
    if (before === null) return refused('not-found');
    if (before.changedAt.toISOString() !== input.version) return refused('stale');
    await updateRecipient(tx, input.id, settings, now);
    if (settings.to.toLowerCase() !== before.to.toLowerCase())
      await endTaskOf(tx, suspendedTaskKey(input.id), userId);
    const { changedAt: _, suspendedAt: __, ...from } = before;
    await tx`SELECT append_audit(${userId}, 'pass-on-changed', ${`pass-on:${input.id}`}, ${tx.json({ from, to: settings } as never)})`;
    return done({ id: input.id, version: now.toISOString() });
  }) as Promise<Outcome<{ id: number; version: string }>>;
}

/** Mail goes again. Expected errors: `not-found`, `not-suspended`. */
export function resumePassOn(id: number, userId: number): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    if ((await findRecipient(tx, id)) === null) return refused('not-found');
    if (!(await resumeRecipient(tx, id))) return refused('not-suspended');
    await endTaskOf(tx, suspendedTaskKey(id), userId);
    await tx`SELECT append_audit(${userId}, 'pass-on-resumed', ${`pass-on:${id}`}, ${tx.json({})})`;
    return done(null);
  }) as Promise<Outcome<null>>;
}

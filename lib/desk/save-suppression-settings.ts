// Use case: an administrator says what a customer's suppression list may give away and whether the policy service refuses
// its pairs. Both begin switched off.

import { sql } from '@/lib/db/sql';
import { lockList, saveListSettings, type ListSettings } from '@/lib/suppression/list-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';

/** Expected errors: `not-found`, `fields` (`not-declared`: only declared bulk senders are refused anything). */
export function saveSuppressionSettings(
  { customerId, ...settings }: ListSettings & { customerId: number },
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ customerId: number }>> {
  return sql().begin(async (tx): Promise<Outcome<{ customerId: number }>> => {
    const list = await lockList(tx, customerId);
    if (list === null) return refused('not-found');
    if (settings.refuses && !list.declared) return refusedField('refuses', 'not-declared');
    await saveListSettings(tx, customerId, settings);
    const { givesAddresses, refuses, refuseDays } = list;
    const detail = tx.json({ before: { givesAddresses, refuses, refuseDays }, after: { ...settings } });
    await tx`SELECT append_audit(${admin.id}, 'suppression-settings-changed', ${`customer:${customerId}`}, ${detail})`;
    return done({ customerId });
  }) as Promise<Outcome<{ customerId: number }>>;
}

// What the screen needs to offer a new password for a case's account.

import { loadOrderFacts } from '@/lib/containment/order-store';
import { isRestricted } from '@/lib/containment/password-store';
import { sql } from '@/lib/db/sql';
import type { ReleaseView } from '@/lib/replies/release-queries';
import { planNewPassword, type NewPasswordPlan } from './new-password-rules';

/** The plan as it is now; the order asks all of it again. Throws where the account is gone. */
export function readNewPassword(accountId: number, ticks: ReleaseView['ticks']): Promise<NewPasswordPlan> {
  return sql().begin(async (tx) => {
    const facts = await loadOrderFacts(tx, accountId);
    return planNewPassword(facts, ticks, await isRestricted(tx, accountId), new Date());
  }) as Promise<NewPasswordPlan>;
}

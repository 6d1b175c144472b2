// What the policy service answers from, and what it tells the desk: the only way of its worker to the database.

import { sql } from '@/lib/db/sql';
import type { PolicyState } from '@/lib/policy-service/server';
import { dropOldQuotas, leaseQuota, loadSnapshot, loadTexts, proveAgain } from '@/lib/policy-service/store';

/** All restrictions and texts as they stand. */
export async function readPolicyState(): Promise<PolicyState> {
  const [snapshot, texts] = await Promise.all([loadSnapshot(sql()), loadTexts(sql())]);
  return { snapshot, texts };
}

/** Leases up to `wanted` recipients of what is left of the hour's `limit`; 0 where nothing is. */
export function leaseRecipients(login: string, hour: number, limit: number, wanted: number): Promise<number> {
  return leaseQuota(sql(), login, hour, limit, wanted);
}

/** The service answers again: what it is to hold is proved at once, and hours that are over are forgotten. */
export async function policyServiceReturned(now: Date): Promise<void> {
  await proveAgain(sql(), now);
  await dropOldQuotas(sql(), now);
}

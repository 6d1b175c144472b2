// What the policy service answers from, and what it tells the desk: the only way of its worker to the database.

import { sql } from '@/lib/db/sql';
import { requireEnv } from '@/lib/env';
import { noRefusals, type Refusals } from '@/lib/policy-service/decide';
import type { PolicyState } from '@/lib/policy-service/server';
import {
  dropOldQuotas,
  leaseQuota,
  loadRefusals,
  loadSnapshot,
  loadTexts,
  proveAgain,
  refusalsVersion,
} from '@/lib/policy-service/store';
import { markKey } from '@/lib/suppression/tokens';

/** All restrictions, texts and refused pairs as they stand; pairs that have not changed since `before` are kept. */
export async function readPolicyState(before?: PolicyState, now = new Date()): Promise<PolicyState> {
  const [snapshot, texts, refusals] = await Promise.all([
    loadSnapshot(sql()),
    loadTexts(sql()),
    readRefusals(before?.refusals ?? noRefusals, now),
  ]);
  return { snapshot, texts, refusals };
}

async function readRefusals(before: Refusals, now: Date): Promise<Refusals> {
  const version = await refusalsVersion(sql(), now);
  if (version === before.version) return before;
  if (version === '') return noRefusals;
  return { key: markKey(requireEnv('SECRET_KEY')), byLogin: await loadRefusals(sql(), now), version };
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

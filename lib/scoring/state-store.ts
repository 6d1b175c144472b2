// Reads, for a set of accounts, everything their scores follow from: one query each for the accounts with their
// incidents, the sums, and what the minimum rules look at, the last only where those rules can still raise a stage.

import type { Tx } from '@/lib/db/sql';
import type { Policy } from './policy';
import type { AccountState } from './rows';
import { minimumCanRaise } from './score-account';
import { logReachRow } from './signals/facts-store';
import type { LogFacts } from './signals/types';

type Row = Omit<AccountState, 'sums' | 'fraudQualified' | 'distinctComplainants' | 'rate' | 'log'> & {
  rateComplaints: number | null;
  rateDelivered: number | null;
  rateDays: number | null;
  logTo: string | null;
  unseenHosts: number;
  facts: LogFacts | null;
};

/** The states in the order of the accounts' numbers; an account that does not exist is left out. */
export async function loadAccountStates(
  tx: Tx,
  accountIds: number[],
  now: Date,
  policy: Policy,
): Promise<AccountState[]> {
  const rows = await loadAccounts(tx, accountIds, monthsBefore(now, policy.history.months), now);
  const sums = groupBy(
    await tx<({ accountId: number } & AccountState['sums'][number])[]>`
      SELECT account_id AS "accountId", reporter_key AS "reporterKey", unauthenticated, epoch, sum
      FROM reporter_sum WHERE account_id = ANY(${accountIds}::int[])`,
  );
  const states = rows.map(
    ({ rateComplaints, rateDelivered, rateDays, logTo, unseenHosts, facts, ...row }) => ({
      ...row,
      rate:
        rateDelivered === null
          ? null
          : { complaints: rateComplaints ?? 0, delivered: rateDelivered, days: rateDays ?? 0 },
      log: logTo === null ? null : { to: logTo, facts, unseenHosts },
      sums: sums.get(row.accountId) ?? [],
      fraudQualified: false,
      distinctComplainants: 0,
    }),
  );
  // An account high enough by its score alone needs none of it, and is the one with the most complaints to look at.
  const open = states.filter((state) => minimumCanRaise(state, now, policy)).map((state) => state.accountId);
  const minimum = groupBy(await loadMinimum(tx, open, now, policy));
  return states.map((state) => ({ ...state, ...minimum.get(state.accountId)?.[0] }));
}

function loadAccounts(tx: Tx, accountIds: number[], since: Date, now: Date): Promise<Row[]> {
  return tx<Row[]>`
    SELECT a.id AS "accountId", a.login, a.customer_id AS "customerId",
      coalesce(c.declared_bulk_sender, false) AS "declaredBulk", a.stage, a.stage_since AS "stageSince",
      a.below_since AS "belowSince", coalesce(a.probation_until > ${now}, false) AS "onProbation", a.score, a.baseline, a.baseline_stage AS "baselineStage",
      coalesce(a.provider_created_at, c.customer_since) AS since,
      r.complaints AS "rateComplaints", r.delivered AS "rateDelivered",
      extract(epoch FROM r.to_at - r.from_at)::float8 / 86400 AS "rateDays",
      CASE WHEN a.kind <> 'connection' THEN s.to END AS "logTo", coalesce(s.unseen, 0) AS "unseenHosts",
      f.facts,
      (SELECT count(*)::int FROM "case" i WHERE i.account_id = a.id AND i.is_incident AND i.closed_at > ${since}) AS "ownIncidents",
      (SELECT count(*)::int FROM account o JOIN "case" i ON i.account_id = o.id AND i.is_incident AND i.closed_at > ${since}
       WHERE o.customer_id = a.customer_id AND o.id <> a.id) AS "otherCustomerIncidents"
    FROM account a LEFT JOIN customer c ON c.id = a.customer_id
    LEFT JOIN account_rate r ON r.account_id = a.id
    LEFT JOIN account_log_facts f ON f.kind = a.kind AND f.login = a.login
    LEFT JOIN ${logReachRow(tx)} ON true
    WHERE a.id = ANY(${accountIds}::int[]) ORDER BY a.id`;
}

interface Minimum {
  accountId: number;
  fraudQualified: boolean;
  distinctComplainants: number;
}

/** Counted complaints of enough trust and attribution within the policy's days (the guards against forged floods). */
async function loadMinimum(tx: Tx, accountIds: number[], now: Date, policy: Policy): Promise<Minimum[]> {
  if (accountIds.length === 0) return [];
  const { complainantDays, minTrust, minAttribution } = policy.minimumRules;
  const since = new Date(now.getTime() - complainantDays * 86_400_000);
  return tx<Minimum[]>`
    SELECT account_id AS "accountId", bool_or(kind = 'fraud') AS "fraudQualified",
      count(DISTINCT (reporter_key, complainant))::int AS "distinctComplainants"
    FROM complaint
    WHERE account_id = ANY(${accountIds}::int[]) AND received_at > ${since} AND standing = 'counted'
      AND trust_factor >= ${minTrust} AND attribution_factor >= ${minAttribution}
    GROUP BY account_id`;
}

function groupBy<T extends { accountId: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.accountId);
    if (group) group.push(row);
    else groups.set(row.accountId, [row]);
  }
  return groups;
}

function monthsBefore(now: Date, months: number): Date {
  const before = new Date(now);
  before.setUTCMonth(before.getUTCMonth() - months);
  return before;
}

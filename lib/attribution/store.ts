// Writes of attributions, and the accounts they name.

import { copyRows } from '@/lib/db/copy-rows';
import type { Tx } from '@/lib/db/sql';
import { skewMs } from './log-limits';
import type { AttributionResult, ClaimedAccount } from './types';

export interface AttributionRow {
  reportId: number;
  accountId: number | null;
  result: AttributionResult;
}

/** A key for maps: kind and login. */
export function accountKey(account: Pick<ClaimedAccount, 'kind' | 'login'>): string {
  return `${account.kind} ${account.login}`;
}

/**
 * The numbers of these accounts by `accountKey`. Those in `create` are made where they do not exist; those in `find`
 * are only looked up: a forged mail must not bring an account into being. These stay until the transaction ends; the
 * others are the caller's to lock.
 */
export async function accountIds(
  tx: Tx,
  create: ClaimedAccount[],
  find: ClaimedAccount[],
): Promise<Map<string, number>> {
  const found = new Map([
    ...(await lookUp(tx, distinct(find), true)),
    ...(await lookUp(tx, distinct(create))),
  ]);
  // Looked up first: an insert waits for whoever makes the same account just now, a look does not.
  const missing = distinct(create).filter((account) => !found.has(accountKey(account)));
  if (missing.length === 0) return found;
  await tx`
    INSERT INTO account (kind, login, domain, customer_id)
    SELECT a.kind::account_kind, a.login, a.domain, (SELECT c.id FROM customer c WHERE c.number = a.customer_no)
    FROM unnest(${missing.map((a) => a.kind)}::text[], ${missing.map((a) => a.login)}::text[],
      ${missing.map((a) => a.domain)}::text[], ${missing.map((a) => a.customerNo ?? null)}::text[])
      AS a (kind, login, domain, customer_no)
    ON CONFLICT (kind, login) DO NOTHING`;
  return new Map([...found, ...(await lookUp(tx, missing))]);
}

/** Each once, in an order that two workers share, so that they do not wait for each other in a circle. */
function distinct(accounts: ClaimedAccount[]): ClaimedAccount[] {
  const byKey = new Map(accounts.map((account) => [accountKey(account), account]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, account]) => account);
}

async function lookUp(tx: Tx, accounts: ClaimedAccount[], isHeld = false): Promise<Map<string, number>> {
  if (accounts.length === 0) return new Map();
  const rows = await tx<{ id: number; kind: ClaimedAccount['kind']; login: string }[]>`
    SELECT account.id, account.kind, account.login
    FROM unnest(${accounts.map((a) => a.kind)}::text[], ${accounts.map((a) => a.login)}::text[]) AS a (kind, login)
    JOIN account ON account.kind = a.kind::account_kind AND account.login = a.login
    ${isHeld ? tx`FOR KEY SHARE OF account` : tx``}`;
  return new Map(rows.map((row) => [accountKey(row), row.id]));
}

/** Inserts the attributions of a batch. */
export async function insertAttributions(tx: Tx, rows: AttributionRow[]): Promise<void> {
  const columns = [
    'report_id',
    'account_id',
    'rung',
    'verdict',
    'factor',
    'evidence',
    'wait_host',
    'wait_log_to',
    'wait_until',
  ];
  const fields = rows.map(({ reportId, accountId, result }) => [
    reportId,
    accountId,
    result.rung,
    result.verdict,
    result.factor,
    { json: result.evidence },
    result.wait?.host ?? null,
    result.wait?.logTo ?? null,
    result.wait?.until ?? null,
  ]);
  await copyRows(tx, 'attribution', columns, fields);
}

/** What is filed was asked for before: a batch takes seconds. */
const askedBeforeMs = 60_000;

/**
 * Complaints about mail of a time that lines came late for are looked up again as soon as that host's log has reached the
 * time of the mail, where they were judged before; what a queue id proved stays. `waiting` goes its own way.
 */
export async function awaitLateLines(
  tx: Tx,
  late: readonly { host: string; from: Date; to: Date; notedAt: Date }[],
  now: Date,
): Promise<void> {
  const skew = tx`make_interval(secs => ${skewMs / 1_000})`;
  await tx`
    UPDATE attribution t SET wait_host = l.host, wait_log_to = r.mail_date + ${skew}, wait_until = ${now}
    FROM unnest(${late.map((one) => one.host)}::text[],
        ${late.map((one) => one.from.toISOString())}::text[]::timestamptz[],
        ${late.map((one) => one.to.toISOString())}::text[]::timestamptz[],
        ${late.map((one) => one.notedAt.toISOString())}::text[]::timestamptz[]) AS l (host, from_at, to_at, noted_at)
      JOIN report r ON r.mail_date BETWEEN l.from_at - ${skew} AND l.to_at + ${skew}
    WHERE t.report_id = r.id AND t.at <= l.noted_at + make_interval(secs => ${askedBeforeMs / 1_000})
      AND t.rung <> 'log-queue-id' AND t.verdict <> 'waiting'`;
}

/** Mails read again at one go; the next minute takes the next ones. */
const maxDueWaits = 5_000;

/** The mails whose complaints' log has come as far as it had to, be it late, or that have waited long enough. */
export async function listDueWaits(
  tx: Tx,
  coverage: readonly { host: string; to: number }[],
  now: Date,
): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    SELECT DISTINCT r.raw_message_id AS id
    FROM attribution t JOIN report r ON r.id = t.report_id JOIN raw_message m ON m.id = r.raw_message_id
    WHERE t.wait_until IS NOT NULL AND m.state <> 'received'
      AND ((t.verdict = 'waiting' AND t.wait_until <= ${now}) OR EXISTS (
      SELECT FROM unnest(${coverage.map((one) => one.host)}::text[],
        ${coverage.map((one) => new Date(one.to).toISOString())}::text[]::timestamptz[]) AS c (host, reached)
      WHERE c.host = t.wait_host AND c.reached >= t.wait_log_to))
    ORDER BY id LIMIT ${maxDueWaits}`;
  return rows.map((row) => row.id);
}

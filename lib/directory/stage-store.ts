// What a source lists, gathered beside the tables that the desk works with, in the transaction of its reading. Nothing of
// it is seen before the merge, and nothing is left of it where the reading breaks off.

import { copyRows } from '@/lib/db/copy-rows';
import type { Tx } from '@/lib/db/sql';
import type { DirectoryChunk } from './types';

/** Makes the empty tables of one reading; they go with the transaction. */
export async function createStage(tx: Tx): Promise<void> {
  await tx`
    CREATE TEMP TABLE stage_customer (ord int GENERATED ALWAYS AS IDENTITY, number text NOT NULL, name text, contract text,
      language text, tone text, reseller_number text, is_reseller bool, ask_first bool, bulk bool, since date) ON COMMIT DROP`;
  await tx`
    CREATE TEMP TABLE stage_contact (ord int GENERATED ALWAYS AS IDENTITY, number text NOT NULL, kind text NOT NULL,
      value text NOT NULL, origin text NOT NULL) ON COMMIT DROP`;
  await tx`
    CREATE TEMP TABLE stage_account (ord int GENERATED ALWAYS AS IDENTITY, kind account_kind NOT NULL, login text NOT NULL,
      customer_number text, active bool, created_at timestamptz) ON COMMIT DROP`;
  await tx`CREATE TEMP TABLE stage_alias (address text NOT NULL, target text NOT NULL) ON COMMIT DROP`;
  await tx`CREATE TEMP TABLE stage_domain (domain text NOT NULL) ON COMMIT DROP`;
}

/** Adds a chunk of the reading. */
export async function stageChunk(tx: Tx, chunk: DirectoryChunk): Promise<void> {
  const { customers, accounts, aliases, domains } = chunk;
  await copyRows(
    tx,
    'stage_customer',
    [
      'number',
      'name',
      'contract',
      'language',
      'tone',
      'reseller_number',
      'is_reseller',
      'ask_first',
      'bulk',
      'since',
    ],
    customers.map((c) => [
      c.number,
      c.name,
      c.contract,
      c.language,
      c.tone,
      c.resellerNumber,
      c.isReseller,
      c.askFirst,
      c.declaredBulkSender,
      c.customerSince,
    ]),
  );
  await copyRows(
    tx,
    'stage_contact',
    ['number', 'kind', 'value', 'origin'],
    customers.flatMap((c) => c.contacts.map(({ kind, value, origin }) => [c.number, kind, value, origin])),
  );
  await copyRows(
    tx,
    'stage_account',
    ['kind', 'login', 'customer_number', 'active', 'created_at'],
    accounts.map((a) => [a.kind, a.login, a.customerNumber, a.active, a.createdAt]),
  );
  await copyRows(
    tx,
    'stage_alias',
    ['address', 'target'],
    aliases.map(({ address, target }) => [address, target]),
  );
  await copyRows(
    tx,
    'stage_domain',
    ['domain'],
    domains.map((domain) => [domain]),
  );
}

/** How often each thing was listed, once it is listed once. */
export interface StageCounts {
  customers: number;
  accounts: number;
  aliases: number;
  domains: number;
}

/** Each customer, account, alias and domain once, the first one counting; then how many there are. */
export async function settleStage(tx: Tx): Promise<StageCounts> {
  await tx`
    DELETE FROM stage_customer WHERE ord IN (
      SELECT ord FROM (SELECT ord, row_number() OVER (PARTITION BY number ORDER BY ord) AS n FROM stage_customer) x WHERE n > 1)`;
  await tx`
    DELETE FROM stage_contact WHERE ord IN (SELECT ord FROM (
      SELECT ord, row_number() OVER (PARTITION BY number, kind, value ORDER BY ord) AS n FROM stage_contact) x WHERE n > 1)`;
  await tx`
    DELETE FROM stage_account WHERE ord IN (
      SELECT ord FROM (SELECT ord, row_number() OVER (PARTITION BY kind, login ORDER BY ord) AS n FROM stage_account) x WHERE n > 1)`;
  await tx`CREATE UNIQUE INDEX ON stage_customer (number)`;
  await tx`CREATE UNIQUE INDEX ON stage_account (kind, login)`;
  await tx`CREATE INDEX ON stage_contact (number)`;
  await tx`ANALYZE stage_customer, stage_contact, stage_account, stage_alias, stage_domain`;
  const [counts] = await tx<StageCounts[]>`
    SELECT (SELECT count(*) FROM stage_customer)::int AS customers, (SELECT count(*) FROM stage_account)::int AS accounts,
      (SELECT count(*) FROM (SELECT DISTINCT address, target FROM stage_alias) a)::int AS aliases,
      (SELECT count(DISTINCT domain) FROM stage_domain)::int AS domains`;
  if (counts === undefined) throw new Error('the stage of a reading could not be counted');
  return counts;
}

// What is known when a person orders measures: the account, whom nobody locks alone, the terms, the connectors.

import type { AccountKind } from '@/lib/attribution/types';
import type { Tx } from '@/lib/db/sql';
import { fits } from './fit';
import type { Terms } from './ground';
import type { MeasureKind } from './types';

export interface OrderFacts {
  account: { id: number; kind: AccountKind; login: string };
  contract: string | null;
  askFirst: boolean;
  protectedLogins: string[];
  terms: Terms[];
  connectors: {
    id: number;
    name: string;
    kind: string;
    measures: MeasureKind[];
    active: boolean;
    stopped: boolean;
  }[];
}

/** Reads them all in one statement; of each connector's measures those that mean something for this account. */
export async function loadOrderFacts(tx: Tx, accountId: number): Promise<OrderFacts> {
  const [row] = await tx<OrderFacts[]>`
    SELECT json_build_object('id', a.id, 'kind', a.kind, 'login', a.login) AS account, k.contract,
      coalesce(k.ask_first, false) AS "askFirst",
      ARRAY(SELECT p.login FROM protected_login p
        WHERE p.login IN (a.login, '@' || split_part(a.login, '@', 2))) AS "protectedLogins",
      coalesce((SELECT json_agg(json_build_object('contract', t.contract, 'measure', t.measure, 'since', t.since,
        'clause', t.clause)) FROM product_terms t WHERE t.contract = k.contract), '[]') AS terms,
      coalesce((SELECT json_agg(json_build_object('id', c.id, 'name', c.name, 'kind', c.kind, 'measures', c.measures,
        'active', c.active, 'stopped', c.stopped_at IS NOT NULL) ORDER BY c.id) FROM connector c), '[]') AS connectors
    FROM account a LEFT JOIN customer k ON k.id = a.customer_id WHERE a.id = ${accountId}`;
  if (row === undefined) throw new Error(`account ${accountId} is gone`);
  const { kind } = row.account;
  const connectors = row.connectors.map((one) => ({
    ...one,
    measures: one.measures.filter((measure) => fits(kind, one.kind, measure)),
  }));
  return { ...row, connectors };
}

/** A measure in force, for whoever lifts, approves or repeats it. */
export interface MeasureInForce {
  id: number;
  caseId: number;
  kind: MeasureKind;
  connector: string;
  connectorKind: string;
  wanted: string;
  state: string;
  wantedById: number | null;
  /** Nobody has to agree any more. */
  mayAct: boolean;
}

/** The measures in force of a case's account, oldest first; their rows are locked. */
export async function lockMeasuresInForce(tx: Tx, accountId: number): Promise<MeasureInForce[]> {
  return tx<MeasureInForce[]>`
    SELECT m.id, m.case_id AS "caseId", m.kind, c.name AS connector, c.kind AS "connectorKind", m.wanted,
      m.state, m.wanted_by_id AS "wantedById",
      (m.wanted = 'off' OR cardinality(m.second_reasons) = 0 OR m.approved_by_id IS NOT NULL) AS "mayAct"
    FROM measure m JOIN connector c ON c.id = m.connector_id
    WHERE m.account_id = ${accountId} AND m.ended_at IS NULL ORDER BY m.id FOR UPDATE OF m`;
}

/** Has a measure looked at now: something happened outside that the next attempt will find. */
export async function dueNow(tx: Tx, id: number, now: Date): Promise<void> {
  await tx`UPDATE measure SET due_at = ${now} WHERE id = ${id} AND ended_at IS NULL`;
  await tx`SELECT pg_notify('measure', '')`;
}

/** Whether anything is in force on the account, or still wanted to end. */
export async function hasMeasuresInForce(tx: Tx, accountId: number): Promise<boolean> {
  const rows = await tx`SELECT 1 FROM measure WHERE account_id = ${accountId} AND ended_at IS NULL LIMIT 1`;
  return rows.length > 0;
}

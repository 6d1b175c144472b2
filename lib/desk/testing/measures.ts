// A case with an account, people and connectors, for the tests of containment.

import type { TestDatabase } from '@/lib/db/testing';
import type { MeasureKind, MeasureState, Wanted } from '@/lib/containment/types';

export interface MeasureCase {
  caseId: number;
  accountId: number;
  connectorId: number;
  agentId: number;
  otherAgentId: number;
}

/** One case in review of `login`, whose product allows a send lock since 2020, and one connector. */
export async function prepareMeasureCase(
  db: TestDatabase,
  login = 'erika@example.com',
  measures: MeasureKind[] = ['send-lock'],
): Promise<MeasureCase> {
  const tag = login.replaceAll(/\W/g, '-');
  const [agent, other] = await db.sql<{ id: number }[]>`
    INSERT INTO app_user (login, name) VALUES (${`a-${tag}`}, 'Anna'), (${`b-${tag}`}, 'Bernd') RETURNING id`;
  await db.sql`
    INSERT INTO product_terms (contract, measure, since, clause) VALUES ('Basis', 'send-lock', '2020-01-01', '§ 7')
    ON CONFLICT DO NOTHING`;
  const [customer] = await db.sql<{ id: number }[]>`
    INSERT INTO customer (number, name, contract) VALUES (${`K-${tag}`}, 'Erika Muster', 'Basis') RETURNING id`;
  const [account] = await db.sql<{ id: number }[]>`
    INSERT INTO account (login, domain, customer_id, score, stage)
    VALUES (${login}, ${login.split('@')[1] ?? null}, ${customer?.id ?? null}, 70, 3) RETURNING id`;
  const [connector] = await db.sql<{ id: number }[]>`
    INSERT INTO connector (name, kind, measures) VALUES (${`Connector ${tag}`}, 'manual', ${measures}) RETURNING id`;
  const [opened] = await db.sql<{ id: number }[]>`
    INSERT INTO "case" (number, account_id, state, stage, score, peak_stage, initial_score, initial_lines)
    VALUES (${`AD-2026-${1000 + (account?.id ?? 0)}`}, ${account?.id ?? 0}, 'in_review', 3, 70, 3, 70, '[]') RETURNING id`;
  return {
    caseId: opened?.id ?? 0,
    accountId: account?.id ?? 0,
    connectorId: connector?.id ?? 0,
    agentId: agent?.id ?? 0,
    otherAgentId: other?.id ?? 0,
  };
}

export interface MeasureSeen {
  id: number;
  kind: MeasureKind;
  wanted: Wanted;
  state: MeasureState;
  ended: boolean;
  attempts: number;
  dueAt: Date | null;
}

/** All measures, oldest first. */
export function measuresNow(db: TestDatabase): Promise<MeasureSeen[]> {
  return db.sql<MeasureSeen[]>`
    SELECT id, kind, wanted, state, ended_at IS NOT NULL AS ended, attempts, due_at AS "dueAt" FROM measure ORDER BY id`;
}

/** The version that a page opened now would carry. */
export async function versionOf(db: TestDatabase, caseId: number): Promise<number> {
  const [row] = await db.sql<{ version: number }[]>`SELECT version FROM "case" WHERE id = ${caseId}`;
  return row?.version ?? 0;
}

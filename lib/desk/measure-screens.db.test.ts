// What people see and do about measures: the plan says what the order will do, by hand is done when a person says so, and
// no case ends over a locked account.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectorFault, type Connector } from '@/lib/containment/types';
import { listMeasures, measuresMark, reachOf } from '@/lib/containment/queries';
import { makeConnector } from '@/lib/connectors/registry';
import { sampleConnector } from '@/lib/connectors/sample/connector';
import type { ConnectorRow } from '@/lib/containment/rows';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { carryOutMeasure } from './carry-out-measure';
import { closeCase } from './close-case';
import { dismissCase } from './dismiss-case';
import { liftMeasures } from './lift-measures';
import { planMeasures } from './plan-measures';
import { sayDone } from './say-done';
import { startReview } from './start-review';
import { prepareMeasureCase, versionOf, type MeasureCase } from './testing/measures';
import { wantMeasures } from './want-measures';

const login = 'erika@example.com';
let db: TestDatabase;
let one: MeasureCase;
let clock: number;

beforeEach(async () => {
  db = await freshDatabase();
  one = await prepareMeasureCase(db, login);
  clock = Date.now();
});
afterEach(() => db.drop());

const setupOf = (row: ConnectorRow) => ({
  id: row.id,
  settings: row.settings,
  secret: {},
  pool: db.sql,
  reach: { allowedHosts: [], commands: new Map<string, string>() },
});
const openReal = (row: ConnectorRow): Connector => makeConnector('manual', setupOf(row));

async function work(open: (row: ConnectorRow) => Connector = openReal): Promise<void> {
  clock += 1_000;
  while (await carryOutMeasure({ now: () => new Date(clock), open }));
}

async function want(overrideReason: string | null = null) {
  return wantMeasures({
    caseId: one.caseId,
    version: await versionOf(db, one.caseId),
    userId: one.agentId,
    overrideReason,
    measures: [{ kind: 'send-lock', connectorId: one.connectorId, parameters: {} }],
  });
}

async function decision(userId = one.agentId) {
  return { caseId: one.caseId, version: await versionOf(db, one.caseId), userId };
}

const shown = async () => {
  const [first] = await listMeasures(one.caseId, one.accountId);
  if (first === undefined) throw new Error('there is no measure');
  return first;
};

async function lift() {
  return liftMeasures({ ...(await decision()), measureIds: [(await shown()).id], note: null });
}

describe('the plan', () => {
  it('names the ground of the terms, who has to agree, and which connectors would act', async () => {
    const plan = await planMeasures(one.accountId);
    expect(plan).toMatchObject({ contract: 'Basis', secondReasons: [] });
    expect(plan.offers).toMatchObject([
      { kind: 'send-lock', ground: { kind: 'terms', clause: '§ 7' }, connectors: [{ id: one.connectorId }] },
    ]);
    await db.sql`DELETE FROM product_terms`;
    await db.sql`INSERT INTO protected_login (login, reason) VALUES ('@example.com', 'Relay')`;
    await db.sql`UPDATE customer SET ask_first = true`;
    const after = await planMeasures(one.accountId);
    expect(after.secondReasons).toEqual(['protected-login', 'ask-first']);
    expect(after.offers[0]?.ground, 'an override is needed').toBeNull();
    await db.sql`UPDATE connector SET active = false`;
    expect((await planMeasures(one.accountId)).offers, 'a paused connector offers nothing').toEqual([]);
  });

  it('counts the addresses and domains that hang on the account, and who is left alone', async () => {
    await db.sql`INSERT INTO account_alias (address, target) VALUES
      ('verkauf@example.com', ${login}), ('@example.net', ${login}), ('fremd@example.org', 'otto@example.org')`;
    await db.sql`INSERT INTO account (login, domain, customer_id)
      SELECT 'zweites@example.com', 'example.com', customer_id FROM account WHERE id = ${one.accountId}`;
    expect(await reachOf(one.accountId)).toEqual({
      aliases: ['verkauf@example.com'],
      aliasCount: 1,
      catchAlls: ['@example.net'],
      domains: ['example.com', 'example.net'],
      otherAccounts: 1,
    });
  });
});

describe('a measure by hand', () => {
  it('waits for the word of a person, then is applied and not called proved; lifting it waits again', async () => {
    await want();
    await work();
    expect(await shown()).toMatchObject({ state: 'wanted', lastFault: { code: 'person-confirms' } });
    expect(await db.sql`SELECT last_fault FROM connector`, 'waiting is no fault').toEqual([
      { last_fault: null },
    ]);
    const { id } = await shown();
    expect(await sayDone({ ...(await decision()), measureId: id, wanted: 'off' })).toMatchObject({
      ok: false,
    });
    expect(await sayDone({ ...(await decision()), measureId: id, wanted: 'on' })).toMatchObject({ ok: true });
    await work();
    expect(await shown()).toMatchObject({ state: 'applied', endedAt: null, probe: { code: 'no-probe' } });
    await lift();
    await work();
    expect(await shown()).toMatchObject({ wanted: 'off', state: 'wanted', endedAt: null });
    await sayDone({ ...(await decision()), measureId: id, wanted: 'off' });
    await work();
    expect((await shown()).endedAt).not.toBeNull();
  });

  it('that nobody did yet need not be undone', async () => {
    await want();
    await work();
    await lift();
    await work();
    expect((await shown()).endedAt).not.toBeNull();
    const events = await db.sql<{ action: string }[]>`
      SELECT detail->>'action' AS action FROM case_event WHERE kind = 'measure' ORDER BY id`;
    expect(events.map(({ action }) => action)).toEqual(['wanted', 'lift-wanted', 'lifted']);
  });

  it('is not taken as done before a second person agreed', async () => {
    await db.sql`UPDATE customer SET ask_first = true`;
    await want();
    const { id } = await shown();
    expect(await sayDone({ ...(await decision()), measureId: id, wanted: 'on' })).toMatchObject({
      ok: false,
      code: 'nothing-new',
    });
  });
});

describe('a case over a locked account', () => {
  it('is neither closed nor dismissed before the measures are over, whatever its state', async () => {
    await want();
    for (const state of ['contained', 'in_review', 'released']) {
      await db.sql`UPDATE "case" SET state = ${state}::case_state WHERE id = ${one.caseId}`;
      const close = await closeCase({ ...(await decision()), outcome: 'cleaned', note: null });
      const dismiss = await dismissCase({ ...(await decision()), reason: 'no-abuse', note: null });
      expect([close.ok, dismiss.ok]).toEqual([false, false]);
    }
    await db.sql`UPDATE "case" SET state = 'in_review' WHERE id = ${one.caseId}`;
    expect(await closeCase({ ...(await decision()), outcome: 'cleaned', note: null })).toMatchObject({
      code: 'measures-in-force',
    });
    await work();
    await lift();
    await work();
    expect(await closeCase({ ...(await decision()), outcome: 'cleaned', note: null })).toMatchObject({
      ok: true,
    });
  });

  it('goes back to review only when nothing is in force', async () => {
    await want();
    expect(await startReview(await decision())).toMatchObject({ code: 'measures-in-force' });
    await lift();
    await work();
    expect(await startReview(await decision())).toMatchObject({ ok: true, data: { state: 'in_review' } });
  });

  it('tells who comes second that a measure was ordered', async () => {
    const before = await decision(one.otherAgentId);
    await want();
    expect(await closeCase({ ...before, outcome: 'cleaned', note: null })).toMatchObject({
      code: 'case-stale',
      values: { by: 'Anna', kind: 'measure' },
    });
  });
});

describe('the mark of a page', () => {
  it('changes with every change of a measure, and not otherwise', async () => {
    const [row] = await db.sql<{ number: string }[]>`SELECT number FROM "case"`;
    const mark = () => measuresMark(row?.number ?? '');
    const marks = [await mark()];
    await want();
    marks.push(await mark());
    await work();
    marks.push(await mark());
    expect(await mark()).toBe(marks.at(-1));
    await lift();
    marks.push(await mark());
    expect(new Set(marks).size).toBe(4);
    expect(await measuresMark('AD-2026-9999')).toBeNull();
  });
});

describe('the sample provider', () => {
  it('locks in earnest in our own tables, proves it by the policy service’s decision, and says so', async () => {
    await db.sql`UPDATE connector SET kind = 'policy-service'`;
    const open = (row: ConnectorRow) => sampleConnector('policy-service', setupOf(row));
    await want();
    await work(open);
    expect(await shown()).toMatchObject({ state: 'confirmed', probe: { code: 'simulated-refusal' } });
    await lift();
    await work(open);
    expect(await shown()).toMatchObject({ state: 'confirmed', probe: { code: 'simulated-pass' } });
    expect((await shown()).endedAt).not.toBeNull();
  });

  it('lets nothing leave the machine', async () => {
    await want();
    await work((row) => sampleConnector('webhook', setupOf(row)));
    expect(await shown()).toMatchObject({ state: 'refuted', lastFault: { code: 'sample-provider' } });
    const order = {} as Parameters<Connector['apply']>[0];
    const row = { id: 1, settings: {}, secret: {}, pool: db.sql } as unknown as Parameters<
      typeof sampleConnector
    >[1];
    await expect(
      sampleConnector('command', row).apply(order, {}, new AbortController().signal),
    ).rejects.toBeInstanceOf(ConnectorFault);
  });
});

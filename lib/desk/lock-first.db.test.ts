// Who is thrown out before the door is locked comes in again: what ends sessions or holds mail follows the lock that was
// ordered for the account, but never waits long for one that does not come.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeSystem } from '@/lib/containment/testing/fake-system';
import type { MeasureKind } from '@/lib/containment/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { carryOutMeasure } from './carry-out-measure';
import { prepareMeasureCase, versionOf, type MeasureCase } from './testing/measures';
import { wantMeasures } from './want-measures';

let db: TestDatabase;
let system: FakeSystem;
let one: MeasureCase;
let clock: number;

beforeEach(async () => {
  db = await freshDatabase();
  system = new FakeSystem();
  one = await prepareMeasureCase(db, 'erika@example.com', ['end-sessions', 'hold-queue', 'send-lock']);
  clock = Date.now() + 1_000;
});
afterEach(() => db.drop());

async function want(kinds: MeasureKind[]): Promise<void> {
  const { caseId, agentId: userId, connectorId } = one;
  const measures = kinds.map((kind) => ({ kind, connectorId, parameters: {} }));
  const version = await versionOf(db, caseId);
  await wantMeasures({ caseId, version, userId, measures, overrideReason: 'Kontoübernahme' });
}

const work = () => carryOutMeasure({ now: () => new Date(clock), open: () => system.connector() });

/** Kinds in the order in which they took effect. */
async function done(): Promise<string[]> {
  const rows = await db.sql<{ kind: string; key: string }[]>`
    SELECT kind, 'measure-' || id || '-on' AS key FROM measure`;
  return system.carriedOut.map((key) => rows.find((row) => row.key === key)?.kind ?? key);
}

it('the lock comes first, in whatever order the rest was ordered', async () => {
  await want(['end-sessions', 'hold-queue', 'send-lock']);
  while (await work());
  expect((await done())[0]).toBe('send-lock');
  expect(await done()).toHaveLength(3);
});

it('they do not wait for a lock that failed, nor longer than a minute for one nobody began', async () => {
  await want(['end-sessions', 'send-lock']);
  system.fault = 'fails-before';
  await work();
  system.fault = 'none';
  expect(await work()).toBe(true);
  expect(await done(), 'the lock is tried again later').toEqual(['end-sessions']);
  await db.sql`UPDATE measure SET ended_at = now()`;
  await db.sql`INSERT INTO protected_login (login, reason) VALUES ('erika@example.com', 'x')`;
  await want(['send-lock']);
  await db.sql`DELETE FROM protected_login`;
  await want(['hold-queue']);
  expect(await work()).toBe(false);
  clock = Date.now() + 61_000;
  expect(await work()).toBe(true);
  expect((await done()).at(-1)).toBe('hold-queue');
});

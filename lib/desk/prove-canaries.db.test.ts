// A connector proves itself on its canary: every way in which it may only seem to work is noticed, and nobody else's
// account is ever touched.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeSystem } from '@/lib/containment/testing/fake-system';
import type { Connector } from '@/lib/containment/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { SealError } from '@/lib/secrets/seal';
import { proveCanaries } from './prove-canaries';
import { prepareMeasureCase } from './testing/measures';

const canary = 'kanari@example.com';
const night = new Date('2026-11-23T02:10:00Z');
let db: TestDatabase;
let system: FakeSystem;
let asked: Set<string>;

beforeEach(async () => {
  db = await freshDatabase();
  system = new FakeSystem();
  asked = new Set();
  await prepareMeasureCase(db, 'erika@example.com');
  await db.sql`UPDATE connector SET kind = 'webhook', canary_login = ${canary}`;
});
afterEach(() => db.drop());

/** The fake system, and whom it was asked about. */
function spied(change: Partial<Connector> = {}): Connector {
  const real = { ...system.connector(), ...change };
  return {
    ...real,
    readPrior: (order, signal) => (asked.add(order.account.login), real.readPrior(order, signal)),
    apply: (order, prior, signal) => (asked.add(order.account.login), real.apply(order, prior, signal)),
    probe: (order, signal) => (asked.add(order.account.login), real.probe(order, signal)),
  };
}
const prove = (change: Partial<Connector> = {}, now = night) =>
  proveCanaries({ now: () => now, open: () => spied(change) });
async function outcome() {
  const [row] = await db.sql<{ ok: boolean; codes: string[] }[]>`
    SELECT (canary_result->>'ok')::boolean AS ok, ARRAY(SELECT s->>'code' FROM jsonb_array_elements(canary_result->'steps') s)
      AS codes FROM connector`;
  return row;
}

describe('a canary', () => {
  it('proves that a lock works and opens again, at set-up and then every night', async () => {
    expect(await prove()).toEqual({ proved: 1, failed: 0 });
    expect(await outcome()).toEqual({
      ok: true,
      codes: ['state-read', 'can-send-before', 'locked', 'cannot-send', 'released', 'can-send-again'],
    });
    expect(asked, 'and nobody else').toEqual(new Set([canary]));
    expect(system.canSend(canary)).toBe(true);
    expect(await db.sql`SELECT 1 FROM task`).toHaveLength(0);
    expect(await prove({}, new Date('2026-11-23T12:00:00Z')), 'not again by day').toEqual({
      proved: 0,
      failed: 0,
    });
    expect(await prove({}, new Date('2026-11-24T02:10:00Z'))).toEqual({ proved: 1, failed: 0 });
  });

  it.each([
    ['locks nothing', { apply: () => Promise.resolve() }, 'read-back-differs'],
    [
      'only seems to lock',
      {
        probe: () => Promise.resolve({ result: 'does-not-hold', code: 'rcpt-accepted', detail: {} } as const),
      },
      'rcpt-accepted',
    ],
    [
      'cannot be proved',
      { probe: () => Promise.resolve({ result: 'not-provable', code: 'no-probe', detail: {} } as const) },
      'no-probe',
    ],
  ])('whose connector %s fails, and an administrator hears of it', async (_what, change, code) => {
    expect(await prove(change)).toEqual({ proved: 0, failed: 1 });
    const seen = await outcome();
    expect(seen).toMatchObject({ ok: false });
    expect(seen?.codes.at(-1)).toBe(code);
    expect(system.canSend(canary), 'it is released whatever came').toBe(true);
    expect(await db.sql`SELECT kind, audience, detail->>'failed' AS failed FROM task`).toEqual([
      { kind: 'canary-failed', audience: 'admin', failed: code },
    ]);
  });

  it('that works again ends the task that its failure raised', async () => {
    await prove({ apply: () => Promise.resolve() });
    await prove({}, new Date('2026-11-24T02:10:00Z'));
    expect(await db.sql`SELECT done_at IS NOT NULL AS done, done_by_id FROM task`).toEqual([
      { done: true, done_by_id: null },
    ]);
    await prove({ apply: () => Promise.resolve() }, new Date('2026-11-25T02:10:00Z'));
    expect(
      await db.sql`SELECT 1 FROM task WHERE done_at IS NULL`,
      'a new failure is a new task',
    ).toHaveLength(1);
  });

  it('whose secret does not open any more fails by itself', async () => {
    const open = () => {
      throw new SealError('wrong-key');
    };
    expect(await proveCanaries({ now: () => night, open })).toEqual({ proved: 0, failed: 1 });
    expect((await outcome())?.codes).toEqual(['secret-unreadable']);
  });

  it('that has a case, or whose connector stopped or is paused, is left alone', async () => {
    await db.sql`UPDATE connector SET canary_login = 'erika@example.com'`;
    expect(await prove()).toEqual({ proved: 0, failed: 1 });
    expect((await outcome())?.codes).toEqual(['canary-has-case']);
    await db.sql`UPDATE connector SET canary_login = ${canary}, canary_at = NULL, stopped_at = now()`;
    expect(await prove()).toEqual({ proved: 0, failed: 0 });
    await db.sql`UPDATE connector SET stopped_at = NULL, active = false`;
    expect(await prove()).toEqual({ proved: 0, failed: 0 });
    expect(asked.size).toBe(0);
  });
});

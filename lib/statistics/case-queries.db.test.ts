// How cases went, on cases whose figures are known.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { readAgents, readCaseFigures, readOpenByAge, readProgramShares } from './case-queries';
import { writeCaseFigures } from './store';

const period = { from: '2026-11-08', to: '2026-11-21' };
const none = { from: '2026-01-01', to: '2026-01-31' };
const now = new Date('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (id, login, name) VALUES (1, 'ada', 'Ada'), (2, 'bea', 'Bea')`;
  await db.sql`INSERT INTO feedback_loop (id, name, program) VALUES (7, 'Loop Sieben', 'test')`;
});
afterAll(() => db.drop());

describe('cases', () => {
  interface Told {
    opened: string;
    closed?: string;
    outcome?: string;
    state?: string;
    account?: number;
    lockHours?: number;
    proofHours?: number;
    loop?: string;
    by?: number;
  }
  let serial = 0;
  async function tell(one: Told): Promise<number> {
    const id = (serial += 1);
    const first = new Date(`${one.opened}T00:00:00Z`);
    const state = one.state ?? (one.closed === undefined ? 'in_review' : 'closed');
    await db.sql`
      INSERT INTO "case" (id, number, account_id, state, stage, score, peak_stage, initial_score, initial_lines, opened_at,
        closed_at, outcome, is_incident, first_seen_at)
      VALUES (${id}, ${`AD-2026-${1000 + id}`}, ${one.account ?? 100 + id}, ${state}::case_state, 2, 50, 2, 50, '[]',
        ${first}, ${one.closed === undefined ? null : new Date(`${one.closed}T00:00:00Z`)}, ${one.outcome ?? null},
        ${one.outcome === 'confirmed-abuse'}, ${first})`;
    const after = (hours?: number) => (hours === undefined ? null : new Date(first.getTime() + hours * HOUR));
    if (one.lockHours !== undefined)
      await db.sql`
        INSERT INTO measure (case_id, account_id, connector_id, kind, ground, wanted_at, confirmed_at)
        VALUES (${id}, ${one.account ?? 100 + id}, 1, 'send-lock', '{}', ${after(one.lockHours)}, ${after(one.proofHours)})`;
    if (one.loop !== undefined)
      await db.sql`INSERT INTO case_reporter (case_id, reporter_key, complaints) VALUES (${id}, ${one.loop}, 1)`;
    if (one.by !== undefined)
      await db.sql`INSERT INTO case_event (case_id, user_id, kind) VALUES (${id}, ${one.by}, 'closed')`;
    return id;
  }

  beforeAll(async () => {
    await db.sql`INSERT INTO connector (id, name, kind, measures) VALUES (1, 'C', 'manual', '{send-lock}')`;
    await db.sql`INSERT INTO account (id, login) SELECT 100 + n, 'x' || n || '@example.com' FROM generate_series(1, 40) n`;
    const ids = [
      await tell({
        opened: '2026-11-01',
        closed: '2026-11-09',
        outcome: 'confirmed-abuse',
        account: 140,
        loop: 'loop:7',
        by: 2,
      }),
      // Again within 30 days.
      await tell({ opened: '2026-11-10', account: 140, lockHours: 1, proofHours: 2, loop: 'loop:7' }),
      await tell({ opened: '2026-11-10', closed: '2026-11-12', outcome: 'no-abuse', by: 1, lockHours: 3 }),
      await tell({
        opened: '2026-11-11',
        closed: '2026-11-13',
        outcome: 'forwarding',
        state: 'dismissed',
        by: 1,
      }),
      await tell({
        opened: '2026-11-12',
        closed: '2026-11-14',
        outcome: 'confirmed-abuse',
        lockHours: 5,
        proofHours: 9,
        loop: 'domain:example.net',
        by: 1,
      }),
      await tell({ opened: '2026-11-12', closed: '2026-11-14', outcome: 'duplicate', by: 1 }),
      await tell({ opened: '2026-11-20', lockHours: -2, proofHours: 0 }),
    ];
    await writeCaseFigures(db.sql as never, ids);
  });

  it('come to shares of what was judged, and spans of what has both ends', async () => {
    expect((await readCaseFigures(db.sql, [none, period]))[1]).toEqual({
      opened: 6,
      repeats: 1,
      repeatShare: 1 / 6,
      closed: 5,
      confirmed: 2,
      cleaned: 0,
      unfounded: 2,
      falseShare: 0.5,
      toLock: { cases: 3, median: 3 * 3_600, p90: expect.closeTo(4.6 * 3_600, 3) as number },
      toConfirmedLock: { cases: 2, median: 5.5 * 3_600, p90: expect.closeTo(8.3 * 3_600, 3) as number },
      lockedFirst: 1,
      afterLock: 0,
      sentAfterLock: 0,
    });
  });

  it('know nothing where there was none', async () => {
    expect((await readCaseFigures(db.sql, [none]))[0]).toMatchObject({
      falseShare: null,
      repeatShare: null,
      toLock: { cases: 0, median: null, p90: null },
    });
    expect(await readProgramShares(db.sql, none)).toEqual([]);
  });

  it('say what each program had to do with the confirmed ones', async () => {
    expect(await readProgramShares(db.sql, period)).toEqual([
      { key: 'loop:7', name: 'Loop Sieben', confirmed: 1, share: 0.5 },
      { key: 'other', name: null, confirmed: 1, share: 0.5 },
    ]);
  });

  it('name a confirmed case that nobody complained about as what it is', async () => {
    const october = { from: '2026-10-01', to: '2026-10-31' };
    const id = await tell({ opened: '2026-10-01', closed: '2026-10-09', outcome: 'confirmed-abuse' });
    await writeCaseFigures(db.sql as never, [id]);
    expect(await readProgramShares(db.sql, october)).toEqual([
      { key: 'none', name: null, confirmed: 1, share: 1 },
    ]);
  });

  it('are counted by age while they are open', async () => {
    const bands = await readOpenByAge(db.sql, now);
    expect(bands.map(({ from, to, cases }) => [from, to, cases])).toEqual([
      [0, 1, 0],
      [1, 3, 1],
      [3, 7, 0],
      [7, 14, 1],
      [14, 30, 0],
      [30, null, 0],
    ]);
  });

  it('are told by person in the order of names', async () => {
    expect(await readAgents(db.sql, period)).toEqual([
      { name: 'Ada', closed: 4, unfounded: 2 },
      { name: 'Bea', closed: 1, unfounded: 0 },
    ]);
  });
});

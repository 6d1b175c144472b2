// Invariants 6 and 10 of containment: whatever crashes, times out or is done by two people at once, the desk never calls
// confirmed what does not hold, does what was ordered once, and restores only what is still its own.

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Crash, FakeSystem, type Fault } from '@/lib/containment/testing/fake-system';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { approveMeasure } from './approve-measure';
import { carryOutMeasure } from './carry-out-measure';
import { liftMeasures } from './lift-measures';
import { repeatMeasure } from './repeat-measure';
import { measuresNow, prepareMeasureCase, versionOf, type MeasureCase } from './testing/measures';
import { wantMeasures } from './want-measures';

const login = 'erika@example.com';
let db: TestDatabase;
let system: FakeSystem;
let one: MeasureCase;
let clock: number;

beforeEach(async () => {
  db = await freshDatabase();
  system = new FakeSystem();
  one = await prepareMeasureCase(db, login);
  clock = Date.now();
});
afterEach(() => db.drop());

async function want(userId = one.agentId, overrideReason: string | null = null) {
  return wantMeasures({
    caseId: one.caseId,
    version: await versionOf(db, one.caseId),
    userId,
    overrideReason,
    measures: [{ kind: 'send-lock', connectorId: one.connectorId, parameters: {} }],
  });
}

/** One round of the worker; a crash is the process's end. */
async function work(): Promise<boolean> {
  try {
    return await carryOutMeasure({ now: () => new Date(clock), open: () => system.connector() });
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}

/** Works until nothing is due. */
async function settle(): Promise<void> {
  while (await work());
}

const later = (seconds: number) => {
  clock += seconds * 1_000;
};

async function lift(userId = one.agentId) {
  const [row] = (await measuresNow(db)).filter((m) => !m.ended);
  return liftMeasures({
    caseId: one.caseId,
    version: await versionOf(db, one.caseId),
    userId,
    measureIds: row ? [row.id] : [],
    note: null,
  });
}

describe('a send lock', () => {
  it('is confirmed after it was read back and proved, with its ground in the books', async () => {
    expect(await want()).toMatchObject({ ok: true, data: { needsSecond: false } });
    expect(system.canSend(login), 'nothing happens before the decision is committed').toBe(true);
    later(1);
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed', ended: false, wanted: 'on' }]);
    expect(system.canSend(login)).toBe(false);
    const [row] =
      await db.sql`SELECT ground, probe->>'code' AS probe, confirmed_at IS NOT NULL AS dated FROM measure`;
    expect(row).toEqual({
      ground: { kind: 'terms', contract: 'Basis', clause: '§ 7', since: '2020-01-01' },
      probe: 'rcpt-refused',
      dated: true,
    });
    expect(await db.sql`SELECT state FROM "case"`).toEqual([{ state: 'contained' }]);
    const events = await db.sql<{ action: string }[]>`
      SELECT detail->>'action' AS action FROM case_event WHERE kind = 'measure' ORDER BY id`;
    expect(events.map((e) => e.action)).toEqual(['wanted', 'confirmed']);
  });

  it('that nothing can prove stays applied', async () => {
    system.canProve = false;
    await want();
    later(1);
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'applied', ended: false }]);
  });

  it('whose connector timed out after it acted is unknown, then found and confirmed', async () => {
    await want();
    later(1);
    system.fault = 'silent-after';
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'unknown' }]);
    expect(await db.sql`SELECT attention FROM "case"`).toEqual([{ attention: true }]);
    system.fault = 'none';
    later(10);
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed' }]);
    expect(await db.sql`SELECT attention FROM "case"`).toEqual([{ attention: false }]);
    expect(new Set(system.carriedOut).size, 'both orders carry one key').toBe(1);
  });

  it.each(['crash-before', 'crash-after'] as const)('survives a %s', async (fault) => {
    await want();
    later(1);
    system.fault = fault;
    await work();
    expect(await measuresNow(db)).toMatchObject([{ state: 'wanted' }]);
    system.fault = 'none';
    await settle();
    expect(await measuresNow(db), 'the claim is still somebody’s').toMatchObject([{ state: 'wanted' }]);
    later(121);
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed' }]);
    await lift();
    later(1);
    await settle();
    expect(system.canSend(login), 'what was there before is restored, not our own lock').toBe(true);
  });

  it('that the connector refuses is refuted and waits for a person, who may have it tried again', async () => {
    await want();
    later(1);
    system.fault = 'refuses';
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'refuted', dueAt: null }]);
    expect(await db.sql`SELECT attention FROM "case"`).toEqual([{ attention: true }]);
    system.fault = 'none';
    const version = await versionOf(db, one.caseId);
    const measureId = (await measuresNow(db))[0]?.id ?? 0;
    await repeatMeasure({ caseId: one.caseId, version, userId: one.agentId, measureId });
    later(1);
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed' }]);
  });

  it('clicked twice, or by two agents, is taken once', async () => {
    const version = await versionOf(db, one.caseId);
    const input = {
      caseId: one.caseId,
      version,
      overrideReason: null,
      measures: [{ kind: 'send-lock' as const, connectorId: one.connectorId, parameters: {} }],
    };
    const answers = await Promise.all([
      wantMeasures({ ...input, userId: one.agentId }),
      wantMeasures({ ...input, userId: one.otherAgentId }),
    ]);
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    expect(answers.find((a) => !a.ok)).toMatchObject({ code: 'case-stale' });
    expect(await want()).toMatchObject({ ok: false, code: 'nothing-new' });
    expect(await measuresNow(db)).toHaveLength(1);
  });

  it('is put before a person when it no longer holds at its hourly recheck', async () => {
    await want();
    later(1);
    await settle();
    system.locks.clear();
    later(3_599);
    expect(await work(), 'not before the hour is over').toBe(false);
    later(2);
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'unknown', ended: false }]);
    expect(system.canSend(login), 'nobody is locked again behind a person’s back').toBe(true);
    expect(await db.sql`SELECT attention FROM "case"`).toEqual([{ attention: true }]);
  });
});

describe('a ground', () => {
  it('that the product’s terms do not give has to be written, and is kept', async () => {
    await db.sql`DELETE FROM product_terms`;
    expect(await want()).toMatchObject({
      ok: false,
      code: 'fields',
      fields: { overrideReason: 'override-needed' },
    });
    expect(await measuresNow(db)).toHaveLength(0);
    expect(await want(one.agentId, 'Spamwelle läuft')).toMatchObject({ ok: true });
    expect(await db.sql`SELECT ground FROM measure`).toEqual([
      { ground: { kind: 'override', reason: 'Spamwelle läuft' } },
    ]);
  });
});

describe('a protected account', () => {
  it('is not touched before a second person agrees, who is another one', async () => {
    await db.sql`INSERT INTO protected_login (login, reason) VALUES (${login}, 'Relais der Klinik')`;
    expect(await want()).toMatchObject({ ok: true, data: { needsSecond: true } });
    later(60);
    expect(await work()).toBe(false);
    const approve = async (userId: number) =>
      approveMeasure({
        caseId: one.caseId,
        version: await versionOf(db, one.caseId),
        userId,
        measureId: (await measuresNow(db))[0]?.id ?? 0,
      });
    expect(await approve(one.agentId)).toMatchObject({ ok: false, code: 'same-person' });
    expect(await work()).toBe(false);
    expect(await approve(one.otherAgentId)).toMatchObject({ ok: true });
    later(1);
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed' }]);
  });

  it('cannot be carried out without agreement, whatever the code does', async () => {
    await db.sql`INSERT INTO protected_login (login, reason) VALUES ('@example.com', 'Klinik')`;
    await want();
    const touched = db.sql`UPDATE measure SET prior_state = '{}'`;
    await expect(touched).rejects.toThrow('measure_agreed');
  });
});

describe('a release', () => {
  it('restores what was there, proves it, and ends the measure', async () => {
    await want();
    later(1);
    await settle();
    await lift();
    later(1);
    await settle();
    expect(system.canSend(login)).toBe(true);
    expect(await measuresNow(db)).toMatchObject([{ wanted: 'off', state: 'confirmed', ended: true }]);
    expect(await want(), 'the account can be locked again').toMatchObject({ ok: true });
  });

  it('leaves alone what somebody else has set meanwhile, and says so', async () => {
    await want();
    later(1);
    await settle();
    system.locks.set(login, { by: 'hoster' });
    await lift();
    later(1);
    await settle();
    expect(system.locks.get(login)).toEqual({ by: 'hoster' });
    expect(await measuresNow(db)).toMatchObject([
      { wanted: 'off', state: 'refuted', ended: false, dueAt: null },
    ]);
  });

  it('that is wanted while the lock is being carried out waits for it and then undoes it', async () => {
    await want();
    later(1);
    system.meanwhile = async () => {
      system.meanwhile = null;
      await lift();
      expect(await work(), 'two orders never overtake each other').toBe(false);
    };
    await settle();
    expect(system.canSend(login)).toBe(true);
    expect(await measuresNow(db)).toMatchObject([{ wanted: 'off', state: 'confirmed', ended: true }]);
  });

  it('of what nobody has begun ends it at once', async () => {
    await want();
    await lift();
    expect(await measuresNow(db)).toMatchObject([{ wanted: 'off', ended: true }]);
    later(60);
    expect(await work()).toBe(false);
    expect(system.canSend(login)).toBe(true);
  });
});

describe('a connector', () => {
  it('that did more than twenty measures in an hour stops until an admin lets it go on', async () => {
    for (let i = 0; i < 21; i += 1) {
      const other = await prepareMeasureCase(db, `user${i}@example.com`);
      await wantMeasures({
        caseId: other.caseId,
        version: 1,
        userId: other.agentId,
        overrideReason: null,
        measures: [{ kind: 'send-lock', connectorId: one.connectorId, parameters: {} }],
      });
    }
    later(1);
    await settle();
    expect(
      await db.sql`SELECT stopped_at IS NOT NULL AS stopped FROM connector WHERE id = ${one.connectorId}`,
    ).toEqual([{ stopped: true }]);
    expect(system.locks.size, 'not even what was wanted before it stopped').toBe(0);
  });
});

describe('any sequence of orders, faults and crashes', () => {
  type Act = 'want' | 'lift' | 'work' | 'hour' | 'minute' | 'foreign-lock' | 'foreign-unlock' | Fault;
  const act = fc.constantFrom<Act>(
    'want',
    'want',
    'lift',
    'work',
    'work',
    'work',
    'minute',
    'minute',
    'hour',
    'foreign-lock',
    'foreign-unlock',
    'none',
    'none',
    'fails-before',
    'silent-after',
    'refuses',
    'crash-before',
    'crash-after',
  );

  it('never calls confirmed what does not hold, and ends in the state that was wanted last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (acts) => {
        await db.sql`DELETE FROM measure_step`;
        await db.sql`DELETE FROM measure`;
        system.locks.clear();
        system.fault = 'none';
        let foreign = false;
        for (const step of acts) {
          if (step === 'want') await want();
          else if (step === 'lift') await lift();
          else if (step === 'minute') later(130);
          else if (step === 'hour') later(3_700);
          else if (step === 'foreign-lock') {
            system.locks.set(login, { by: 'hoster' });
            foreign = true;
          } else if (step === 'foreign-unlock') {
            system.locks.delete(login);
            foreign = true;
          } else if (step === 'work') {
            const before = await measuresNow(db);
            await work();
            for (const row of await measuresNow(db)) {
              const was = before.find(({ id }) => id === row.id);
              const isFresh = was !== undefined && was.attempts !== row.attempts && row.state === 'confirmed';
              if (isFresh)
                expect(system.canSend(login), JSON.stringify({ acts, row })).toBe(row.wanted === 'off');
            }
          } else system.fault = step;
        }
        if (foreign) return;
        system.fault = 'none';
        for (let i = 0; i < 6; i += 1) {
          later(1_000);
          await settle();
        }
        const inForce = (await measuresNow(db)).filter((row) => !row.ended);
        // What a connector refused waits for a person; everything else has come to its end by itself.
        if (inForce.some((row) => row.state === 'refuted')) return;
        expect(system.canSend(login), acts.join(' ')).toBe(inForce.length === 0);
        expect(
          inForce.every((row) => row.state === 'confirmed'),
          acts.join(' '),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

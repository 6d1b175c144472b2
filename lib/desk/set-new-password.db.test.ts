// A new password: set once the cleaning is confirmed, answered once, kept nowhere; and what the books say when the other
// system fails, stays silent, or this process dies in between.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Crash } from '@/lib/containment/testing/fake-system';
import { ConnectorFault, type Connector } from '@/lib/containment/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { loadRelease } from '@/lib/replies/release-queries';
import { setNewPassword, type SetNewPasswordOptions } from './set-new-password';
import { prepareMeasureCase, type MeasureCase } from './testing/measures';

const login = 'erika@example.com';
const now = new Date('2026-11-22T12:00:00Z');
let db: TestDatabase;
let one: MeasureCase;
/** What the other system holds. */
let held: string[];

beforeEach(async () => {
  db = await freshDatabase();
  one = await prepareMeasureCase(db, login, ['new-password']);
  held = [];
  await db.sql`INSERT INTO product_terms (contract, measure, since) VALUES ('Basis', 'new-password', '2020-01-01')`;
  await db.sql`
    INSERT INTO checklist_tick (case_id, item, confirmed_by_id, at)
    VALUES (${one.caseId}, 'device-cleaned', ${one.agentId}, ${now})`;
});
afterEach(() => db.drop());

const system = (setPassword: NonNullable<Connector['setPassword']>): Connector => {
  const never = () => Promise.reject(new Error('not asked for'));
  const close = () => Promise.resolve();
  return {
    measures: ['new-password'],
    readPrior: never,
    apply: never,
    readBack: never,
    probe: never,
    setPassword,
    close,
  };
};
const takes = system((_login, password) => {
  held.push(password);
  return Promise.resolve();
});

async function versionNow(): Promise<number> {
  const [row] = await db.sql<{ version: number }[]>`SELECT version FROM "case" WHERE id = ${one.caseId}`;
  return row?.version ?? 0;
}

/** `seen`: the version of the case that the person saw. */
async function set(
  connector = takes,
  more: SetNewPasswordOptions = {},
  change: { reason?: string; seen?: number } = {},
) {
  return setNewPassword(
    {
      caseId: one.caseId,
      version: change.seen ?? (await versionNow()),
      userId: one.agentId,
      connectorId: one.connectorId,
      overrideReason: change.reason ?? null,
    },
    { now: () => now, open: () => connector, ...more },
  );
}
const books = () => db.sql`
  SELECT state, ended_at IS NOT NULL AS ended, confirmed_at AS confirmed, due_at AS due FROM measure ORDER BY id`;

/** Every text of every table of the database. */
async function everything(): Promise<string> {
  const tables = await db.sql<{ name: string }[]>`
    SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public'`;
  const texts = await Promise.all(
    tables.map(
      ({ name }) =>
        db.sql<
          { all: string | null }[]
        >`SELECT string_agg(t::text, ' ') AS all FROM ${db.sql.unsafe(name)} t`,
    ),
  );
  return texts.map(([row]) => row?.all ?? '').join(' ');
}

describe('a new password', () => {
  it('is set and answered once; the books say that, and nothing keeps it', async () => {
    const answer = await set();
    expect(answer).toMatchObject({ ok: true, data: { result: 'set' } });
    const password = answer.ok && answer.data.result === 'set' ? answer.data.password : '';
    expect(held).toEqual([password]);
    expect(password.length).toBeGreaterThan(20);
    expect(await books()).toEqual([{ state: 'confirmed', ended: true, confirmed: now, due: null }]);
    const all = await everything();
    expect(all, 'the search sees what is there').toContain(login);
    expect(all).not.toContain(password);
    expect(
      await db.sql`SELECT detail->>'action' AS action FROM case_event WHERE kind = 'measure' ORDER BY id`,
    ).toEqual([{ action: 'wanted' }, { action: 'done' }]);
  });

  it('is the checklist’s step, and opens the gate only where it is younger than the lock', async () => {
    await db.sql`
      INSERT INTO measure (case_id, account_id, connector_id, kind, ground, state, confirmed_at, proved_at, read_back, probe,
        applied_at, due_at)
      VALUES (${one.caseId}, ${one.accountId}, ${one.connectorId}, 'login-lock', '{}', 'confirmed', ${now}, ${now}, '{}',
        '{}', ${now}, NULL)`;
    await set(takes, { now: () => new Date(now.getTime() - 1_000) });
    expect((await loadRelease(db.sql, one.caseId))?.gate).toMatchObject({ isPasswordOld: true });
    await set(takes, { now: () => new Date(now.getTime() + 1_000) });
    const release = await loadRelease(db.sql, one.caseId);
    expect(release?.gate).toMatchObject({ isPasswordOld: false });
    expect(release?.ticks.map(({ item }) => item).sort()).toEqual(['device-cleaned', 'password-changed']);
  });

  it('is another one each time', async () => {
    await set();
    await set();
    expect(new Set(held).size).toBe(2);
  });
});

describe('no password is set', () => {
  it('before the cleaning is confirmed', async () => {
    await db.sql`DELETE FROM checklist_tick`;
    expect(await set()).toMatchObject({ ok: false, code: 'not-cleaned' });
    expect(await books()).toEqual([]);
  });

  it('for somebody who saw an older version of the case', async () => {
    const stale = await setNewPassword(
      {
        caseId: one.caseId,
        version: 99,
        userId: one.agentId,
        connectorId: one.connectorId,
        overrideReason: null,
      },
      { open: () => takes },
    );
    expect(stale).toMatchObject({ ok: false, code: 'case-stale' });
  });

  it('of two people at once by both', async () => {
    const seen = await versionNow();
    const answers = await Promise.all([set(takes, {}, { seen }), set(takes, {}, { seen })]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(held).toHaveLength(1);
  });

  it('without a ground, and with a reason it is', async () => {
    await db.sql`DELETE FROM product_terms WHERE measure = 'new-password'`;
    expect(await set()).toMatchObject({ fields: { overrideReason: 'override-needed' } });
    expect(await set(takes, {}, { reason: 'vom Kunden erbeten' })).toMatchObject({ ok: true });
  });

  it('of a protected account on one person’s word, unless a lock was agreed to', async () => {
    await db.sql`INSERT INTO protected_login (login, reason, created_by_id) VALUES (${login}, 'Relay', ${one.agentId})`;
    expect(await set()).toMatchObject({ ok: false, code: 'second-needed' });
    await db.sql`
      INSERT INTO measure (case_id, account_id, connector_id, kind, ground, state, applied_at, due_at, second_reasons,
        approved_by_id)
      VALUES (${one.caseId}, ${one.accountId}, ${one.connectorId}, 'send-lock', '{}', 'applied', ${now}, NULL,
        '{protected-login}', ${one.otherAgentId})`;
    expect(await set()).toMatchObject({ ok: true });
  });

  it('through a connector that is paused, stopped, or does not offer it', async () => {
    for (const change of [
      db.sql`UPDATE connector SET active = false`,
      db.sql`UPDATE connector SET active = true, stopped_at = now()`,
      db.sql`UPDATE connector SET stopped_at = NULL, measures = '{send-lock}'`,
    ]) {
      await change;
      expect(await set()).toMatchObject({ ok: false, code: 'no-connector' });
    }
    expect(held).toEqual([]);
  });
});

describe('the other system', () => {
  it.each([
    ['refused', 'not-set', 'refuted'],
    ['failed', 'not-set', 'refuted'],
    ['unknown', 'unknown', 'unknown'],
  ] as const)('whose answer is %s: %s, and another one can be set', async (effect, result, state) => {
    const answer = await set(
      system((_login, password) => Promise.reject(new ConnectorFault(effect, 'refused', { text: password }))),
    );
    expect(answer).toEqual({ ok: true, data: { result, code: 'refused' } });
    expect(await books()).toEqual([{ state, ended: true, confirmed: null, due: null }]);
    expect(JSON.stringify(await db.sql`SELECT last_fault FROM measure`), 'no words of it').not.toContain(
      'text',
    );
    expect(await loadRelease(db.sql, one.caseId)).toMatchObject({ ticks: [{ item: 'device-cleaned' }] });
    expect(await set()).toMatchObject({ data: { result: 'set' } });
  });

  it('that says nothing leaves it unknown, and its password is not shown', async () => {
    const silent = system((_login, password) => {
      held.push(password);
      return new Promise(() => undefined);
    });
    const answer = await set(silent, { patienceMs: 50 });
    expect(answer).toEqual({ ok: true, data: { result: 'unknown', code: 'time-out' } });
  });

  it('that took it before this process died: the books say that nobody knows', async () => {
    const dies = system(() => Promise.reject(new Crash()));
    await expect(set(dies)).rejects.toThrow(Crash);
    expect(await books()).toEqual([{ state: 'unknown', ended: true, confirmed: null, due: null }]);
    expect(await set()).toMatchObject({ data: { result: 'set' } });
  });
});

// The release of an account, against a real database: what the gate holds back, when the release is done, and what an
// account that was released begins with.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSystem } from '@/lib/containment/testing/fake-system';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { loadRelease } from '@/lib/replies/release-queries';
import { carryOutMeasure } from './carry-out-measure';
import { releaseAccount } from './release-account';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { versionOf } from './testing/measures';
import { tickChecklist } from './tick-checklist';
import { wantMeasures } from './want-measures';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

const login = 'erika@example.com';
const minute = 60_000;
let db: TestDatabase;
let system: FakeSystem;
let caseId: number;
let userId: number;
let clock: number;
let serial = 0;

beforeEach(async () => {
  db = await freshDatabase();
  system = new FakeSystem();
  clock = Date.now();
  await prepareDesk(db, ['loop-a.example', 'loop-b.example', 'loop-c.example']);
  const [customer] = await db.sql<{ id: number }[]>`
    INSERT INTO customer (number, name) VALUES ('K-7', 'Erika Muster') RETURNING id`;
  await db.sql`INSERT INTO account (login, domain, customer_id) VALUES (${login}, 'example.com', ${customer!.id})`;
  await db.sql`
    INSERT INTO customer_contact (customer_id, kind, value, origin) VALUES (${customer!.id}, 'email', 'privat@example.net', 'x')`;
  userId = (
    await db.sql<{ id: number }[]>`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna') RETURNING id`
  )[0]!.id;
  await complain(60, new Date(clock - 30 * minute));
  caseId = (await db.sql<{ id: number }[]>`SELECT id FROM "case"`)[0]!.id;
  const [connector] = await db.sql<{ id: number }[]>`
    INSERT INTO connector (name, kind, measures) VALUES ('C', 'manual', '{send-lock}') RETURNING id`;
  const measures = [{ kind: 'send-lock' as const, connectorId: connector!.id, parameters: {} }];
  expect(await wantMeasures({ ...(await target()), overrideReason: 'Missbrauch', measures })).toMatchObject({
    ok: true,
  });
  await work();
  await db.sql`UPDATE "case" SET state = 'waiting_for_customer' WHERE id = ${caseId}`;
});
afterEach(() => db.drop());

/** Complaints of several loops about mail sent at `sentAt`. */
async function complain(count: number, sentAt: Date): Promise<void> {
  const loops = ['loop-a.example', 'loop-b.example', 'loop-c.example'];
  await storeMails(
    db,
    Array.from({ length: count }, (_, i) => {
      serial += 1;
      return { raw: arfMail({ loop: loops[i % 3]!, sender: login, serial, sentAt }) };
    }),
  );
  await drain();
}

const target = async () => ({ caseId, version: await versionOf(db, caseId), userId });

async function work(): Promise<void> {
  // What was ordered carries the real clock.
  clock = Math.max(clock, Date.now()) + 1_000;
  while (await carryOutMeasure({ now: () => new Date(clock), open: () => system.connector() }));
}

async function tickAll(): Promise<void> {
  for (const item of (await loadRelease(db.sql, caseId))!.items)
    expect(await tickChecklist({ ...(await target()), item, isDone: true })).toMatchObject({ ok: true });
}

const release = async (reason: string | null = null) =>
  releaseAccount({ ...(await target()), reason }, new Date(clock));
const state = async () =>
  (await db.sql<{ state: string }[]>`SELECT state FROM "case" WHERE id = ${caseId}`)[0]!.state;
const account = async () =>
  (
    await db.sql`SELECT score, complaint_score, stage, probation_until, cleared_before FROM account WHERE login = ${login}`
  )[0]!;

describe('the gate', () => {
  it('stays shut until every step is confirmed and no answer is open, and says what is missing', async () => {
    expect(await release()).toMatchObject({ ok: false, code: 'fields', fields: { reason: 'reason-needed' } });
    await tickAll();
    const [raw] = await storeMails(db, [{ raw: Buffer.from('Subject: x\r\n\r\nx') }]);
    await db.sql`
      INSERT INTO reply (raw_message_id, case_id, linked_by, kind, from_address, received_at, text)
      VALUES (${raw!}, ${caseId}, 'person', 'answer', 'privat@example.net', now(), 'Eine Frage noch')`;
    expect((await loadRelease(db.sql, caseId))!.gate).toMatchObject({
      isOpen: false,
      missing: [],
      openAnswers: 1,
    });
    expect(await release()).toMatchObject({ ok: false });
    expect(system.canSend(login), 'nothing was lifted').toBe(false);
    await db.sql`UPDATE reply SET handled_at = now()`;
    expect(await release()).toMatchObject({ ok: true });
  });

  it('is passed with a reason, which the history keeps', async () => {
    expect(await release('Die Sperre war ein Irrtum')).toMatchObject({ ok: true });
    const [row] =
      await db.sql`SELECT detail->>'note' AS note FROM case_event WHERE kind = 'release' ORDER BY id LIMIT 1`;
    expect(row).toEqual({ note: 'Die Sperre war ein Irrtum' });
  });

  it('knows a password that was set before the lock', async () => {
    await db.sql`
      INSERT INTO measure (case_id, account_id, connector_id, kind, ground, state, applied_at, proved_at, read_back, probe,
        confirmed_at, ended_at)
      SELECT case_id, account_id, connector_id, 'new-password', ground, 'confirmed', applied_at, proved_at, read_back, probe,
        confirmed_at - interval '1 hour', now()
      FROM measure`;
    await tickAll();
    expect((await loadRelease(db.sql, caseId))!.gate).toMatchObject({ isOpen: false, isPasswordOld: true });
  });
});

describe('a release', () => {
  it('is done when the last measure is proved lifted: sending works, the customer is told, once', async () => {
    await tickAll();
    await release();
    expect(await state(), 'only decided').toBe('waiting_for_customer');
    expect(await release('noch einmal')).toMatchObject({ ok: false, code: 'case-not-allowed' });
    await work();
    expect(system.canSend(login)).toBe(true);
    expect(await state()).toBe('released');
    expect(await db.sql`SELECT kind, to_address FROM notice`).toEqual([
      { kind: 'released', to_address: 'privat@example.net' },
    ]);
    await work();
    expect(await db.sql`SELECT 1 FROM notice`).toHaveLength(1);
  });

  it('leaves no points, and complaints about mail from before the lock add none', async () => {
    expect((await account())['complaint_score']).toBeGreaterThan(25);
    await release('x');
    await work();
    expect(await account()).toMatchObject({ complaint_score: 0, stage: 0 });
    await complain(30, new Date(clock - 20 * minute));
    expect(await account()).toMatchObject({ complaint_score: 0, stage: 0 });
    expect(await state()).toBe('released');
    const standings = await db.sql`SELECT DISTINCT standing FROM complaint`;
    expect(standings.map((row) => row['standing'])).toEqual(['straggler']);
  });

  it('begins a probation with halved thresholds: what is half enough else brings the case back', async () => {
    await release('x');
    await work();
    const until = (await account())['probation_until'] as Date;
    expect(Math.round((until.getTime() - clock) / 86_400_000)).toBe(14);
    await complain(6, new Date(clock + minute));
    const row = await account();
    expect(row['score'], 'below the usual threshold').toBeLessThan(25);
    expect(row['stage']).toBe(2);
    expect(await state()).toBe('in_review');
    expect(await db.sql`SELECT 1 FROM case_event WHERE kind = 'relapsed'`).toHaveLength(1);
  });

  it('that somebody overtakes with a new lock is not done when that one ends', async () => {
    await release('x');
    const [connector] = await db.sql<{ id: number }[]>`
      INSERT INTO connector (name, kind, measures) VALUES ('D', 'manual', '{login-lock}') RETURNING id`;
    const measures = [{ kind: 'login-lock' as const, connectorId: connector!.id, parameters: {} }];
    expect(await wantMeasures({ ...(await target()), overrideReason: 'Rückfall', measures })).toMatchObject({
      ok: true,
    });
    await work();
    expect(await state()).toBe('contained');
    expect((await loadRelease(db.sql, caseId))!.wantedAt).toBeNull();
  });
});

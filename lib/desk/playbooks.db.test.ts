// A playbook on a case: committed whole or not at all, once whoever clicks, its notice written only of what is confirmed,
// and what stays open stays on top until a person has looked.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Crash, FakeSystem } from '@/lib/containment/testing/fake-system';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { advancePlaybooks } from './advance-playbooks';
import { approveMeasure } from './approve-measure';
import { carryOutMeasure } from './carry-out-measure';
import { liftMeasures } from './lift-measures';
import { recheckPlaybooks } from './recheck-playbooks';
import { runPlaybook } from './run-playbook';
import { settlePlaybookStep } from './settle-playbook-step';
import { measuresNow, versionOf, type MeasureCase } from './testing/measures';
import { contact, inputFor, preparePlaybookCase, start, stepsNow } from './testing/playbooks';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    NOTICE_BOUNCE_TO: 'bounce@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

const login = 'erika@example.com';
const key = 'hijacked-mailbox';
let db: TestDatabase;
let system: FakeSystem;
let one: MeasureCase;
let clock: number;

beforeEach(async () => {
  db = await freshDatabase();
  system = new FakeSystem();
  one = await preparePlaybookCase(db, login);
  clock = Date.now();
});
afterEach(() => db.drop());

const now = () => new Date(clock);
const later = (seconds: number) => {
  clock += seconds * 1_000;
};
const begin = () => start(db, one, key, now());

/** The worker until nothing is due; a crash ends it. */
async function work(): Promise<void> {
  later(1);
  try {
    while (await carryOutMeasure({ now, open: () => system.connector() }));
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
}

const target = async (userId = one.agentId) => ({
  caseId: one.caseId,
  version: await versionOf(db, one.caseId),
  userId,
});
const attention = async () => (await db.sql`SELECT attention FROM "case"`)[0]?.['attention'] as boolean;
const notices = () =>
  db.sql`SELECT kind, to_address AS "to", state, body, released_by_id AS by FROM notice ORDER BY id`;
const history = async () =>
  (
    await db.sql<{ text: string }[]>`
      SELECT concat_ws(' ', detail->>'action', detail->>'code') AS text FROM case_event
      WHERE kind = 'playbook' ORDER BY id`
  ).map(({ text }) => text);

describe('a playbook', () => {
  it('orders what connectors offer, leaves the rest out, and lets notice and recheck wait', async () => {
    const before = clock;
    expect(await begin()).toMatchObject({ ok: true, data: { needsSecond: false } });
    expect(await measuresNow(db)).toMatchObject([{ kind: 'send-lock', state: 'wanted' }]);
    expect(await stepsNow(db)).toEqual([
      'measure ordered',
      'measure not-offered',
      'measure not-offered',
      'notice waiting',
      'recheck waiting',
    ]);
    const [due] = await db.sql<{ at: Date }[]>`SELECT due_at AS at FROM playbook_step WHERE kind = 'recheck'`;
    expect(due?.at.getTime()).toBe(before + 48 * 3_600_000);
    expect(await db.sql`SELECT state FROM "case"`).toEqual([{ state: 'contained' }]);
    expect(await history()).toEqual(['started']);
    expect(await db.sql`SELECT 1 FROM audit_entry WHERE action = 'case-playbook'`).toHaveLength(1);
    expect(await advancePlaybooks(now)).toBe(0);
    expect(await notices(), 'nothing is told before anything is confirmed').toEqual([]);
  });

  it('tells the customer once the lock is confirmed, in words of the person who started it, exactly once', async () => {
    await begin();
    await work();
    await Promise.all([advancePlaybooks(now), advancePlaybooks(now)]);
    await advancePlaybooks(now);
    const written = await notices();
    expect(written).toMatchObject([
      { kind: 'mailbox-locked', to: contact, state: 'waiting', by: one.agentId },
    ]);
    expect(written[0]?.['body']).toContain('§ 7');
    expect(await stepsNow(db)).toContain('notice written');
  });

  it('clicked twice, or by two agents, runs once', async () => {
    const input = await inputFor(db, one, key);
    const outcomes = await Promise.all([
      runPlaybook(input, now()),
      runPlaybook(input, now()),
      runPlaybook({ ...input, userId: one.otherAgentId }, now()),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.sql`SELECT 1 FROM playbook_run`).toHaveLength(1);
    expect(await measuresNow(db)).toHaveLength(1);
  });

  it('does nothing where what would happen is no longer what was shown', async () => {
    const input = await inputFor(db, one, key);
    await db.sql`INSERT INTO connector (name, kind, measures) VALUES ('Another', 'command', '{send-lock}')`;
    expect(await runPlaybook(input, now())).toMatchObject({ ok: false, code: 'plan-stale' });
    expect(await db.sql`SELECT 1 FROM playbook_run`).toEqual([]);
    expect(await measuresNow(db)).toEqual([]);
  });

  it('needs a reason where the terms are silent, and is not half begun without', async () => {
    await db.sql`DELETE FROM product_terms`;
    expect(await begin()).toMatchObject({ ok: false, fields: { overrideReason: 'override-needed' } });
    expect(await db.sql`SELECT 1 FROM playbook_run`).toEqual([]);
    const input = await inputFor(db, one, key, { overrideReason: 'Sechs Länder in einer Stunde' });
    expect(await runPlaybook(input, now())).toMatchObject({ ok: true });
  });

  it('is not started where no connector offers any of it, or the account is of another kind', async () => {
    await db.sql`UPDATE connector SET active = false`;
    expect(await begin()).toMatchObject({ ok: false, code: 'nothing-offered' });
    expect(await start(db, one, 'web-script', now())).toMatchObject({ ok: false, code: 'not-fitting' });
  });
});

describe('what waits', () => {
  it('is handed to a person when nothing is confirmed in its time, with a task and the case on top', async () => {
    await begin();
    system.fault = 'refuses';
    await work();
    later(15 * 60);
    expect(await advancePlaybooks(now)).toBe(1);
    expect(await notices()).toEqual([]);
    expect(await stepsNow(db)).toContain('notice handed-over not-confirmed');
    expect(await db.sql`SELECT kind FROM task WHERE done_at IS NULL`).toEqual([{ kind: 'playbook-notice' }]);
    await db.sql`UPDATE measure SET state = 'wanted'`;
    const step = { runId: 1, position: 3, note: 'Angerufen' };
    expect(await settlePlaybookStep({ ...(await target()), ...step })).toMatchObject({ ok: true });
    expect(await attention()).toBe(false);
    expect(await db.sql`SELECT 1 FROM task WHERE done_at IS NULL`).toEqual([]);
    expect(await settlePlaybookStep({ ...(await target()), ...step })).toMatchObject({ code: 'nothing-new' });
  });

  it('is called off with the measures, and never goes to another contact than was shown', async () => {
    await begin();
    await work();
    await db.sql`DELETE FROM customer_contact`;
    await advancePlaybooks(now);
    expect(await notices()).toEqual([]);
    expect(await stepsNow(db)).toContain('notice handed-over contact-changed');
    const other = await preparePlaybookCase(db, 'hans@example.com');
    await start(db, other, key, now());
    const ordered = await db.sql<{ id: number }[]>`SELECT id FROM measure WHERE case_id = ${other.caseId}`;
    expect(ordered, 'through both connectors').toHaveLength(2);
    const version = await versionOf(db, other.caseId);
    const { caseId, agentId: userId } = other;
    await liftMeasures({ caseId, version, userId, measureIds: ordered.map(({ id }) => id), note: null });
    await advancePlaybooks(now);
    expect(await stepsNow(db)).toContain('notice called-off measures-lifted');
    expect(await notices()).toEqual([]);
  });

  it('waits for the second person, and then for the measures', async () => {
    await db.sql`INSERT INTO protected_login (login, reason) VALUES (${login}, 'Relay')`;
    expect(await begin()).toMatchObject({ ok: true, data: { needsSecond: true } });
    later(3_600);
    await work();
    await advancePlaybooks(now);
    expect(await measuresNow(db)).toMatchObject([{ state: 'wanted', attempts: 0 }]);
    expect(await stepsNow(db)).toContain('notice waiting');
    const [measure] = await measuresNow(db);
    await approveMeasure({ ...(await target(one.otherAgentId)), measureId: measure?.id ?? 0 });
    later(60);
    await work();
    await advancePlaybooks(now);
    expect(await stepsNow(db)).toContain('notice written');
  });

  it('survives a worker that dies: between lock and record, and between the notice and its step', async () => {
    await begin();
    system.fault = 'crash-after';
    await work();
    system.fault = 'none';
    expect(await advancePlaybooks(now)).toBe(0);
    later(121);
    await work();
    await db.sql`
      CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'dies here'; END $$`;
    await db.sql`
      CREATE TRIGGER die BEFORE UPDATE ON playbook_step FOR EACH ROW EXECUTE FUNCTION die()`;
    await expect(advancePlaybooks(now)).resolves.toBe(0);
    expect(await notices(), 'the notice is not written without its step').toEqual([]);
    await db.sql`DROP TRIGGER die ON playbook_step`;
    expect(await advancePlaybooks(now)).toBe(1);
    expect(await notices()).toHaveLength(1);
  });

  it('comes to the top when the recheck is due, until somebody looked; a later run sets a new one', async () => {
    await begin();
    await work();
    await advancePlaybooks(now);
    expect(await recheckPlaybooks(now())).toBe(0);
    await db.sql`UPDATE measure SET ended_at = now(), wanted = 'off'`;
    expect(await begin()).toMatchObject({ ok: true });
    expect(await stepsNow(db)).toContain('recheck called-off succeeded');
    later(48 * 3_600);
    await work();
    await advancePlaybooks(now);
    expect(await recheckPlaybooks(now())).toBe(1);
    expect(await recheckPlaybooks(now()), 'once').toBe(0);
    expect(await attention()).toBe(true);
    const step = { runId: 2, position: 4, note: null };
    expect(await settlePlaybookStep({ ...(await target()), ...step })).toMatchObject({ ok: true });
    expect(await attention()).toBe(false);
    expect((await history()).slice(-2)).toEqual(['recheck-due', 'looked-after']);
  });
});

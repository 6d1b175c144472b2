// Invariant 8: the desk acts by itself only where an administrator switched it on, only the graded measures, only on our
// own log's evidence, never during a trial, never against whom nobody locks alone; and a person looks at each.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Crash, FakeSystem } from '@/lib/containment/testing/fake-system';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { defaultPolicy, type Policy } from '@/lib/scoring/policy';
import { actAutomatically } from './automatic-measures';
import { carryOutMeasure } from './carry-out-measure';
import { forgetDeskContext } from './desk-context';
import { liftMeasures } from './lift-measures';
import { seeAutomaticMeasure } from './see-automatic-measure';
import { measuresNow, prepareMeasureCase, versionOf, type MeasureCase } from './testing/measures';

const login = 'erika@example.com';
const hour = new Date(Date.now() - 3_600_000).toISOString();
/** A burst, as the log saw it. */
const facts = {
  from: hour,
  to: hour,
  messages: 900,
  busiest: { hour, recipients: 900, median: 1, largest: 4 },
  widest: { hour, networks: [], newNetworks: 0, countries: null, newCountries: null },
  finished: 900,
  bounced: 400,
  foreignFrom: 0,
  foreignDomain: null,
  refused: 60,
};
type Mode = Policy['automatic']['throttle']['mode'];
let db: TestDatabase;
let one: MeasureCase;

beforeEach(async () => {
  db = await freshDatabase();
  forgetDeskContext();
  one = await prepareMeasureCase(db, login, ['send-lock', 'throttle', 'login-lock']);
  await db.sql`UPDATE connector SET kind = 'command'`;
  await db.sql`INSERT INTO product_terms (contract, measure, since, clause) VALUES ('Basis', 'throttle', '2020-01-01', '§ 7')`;
  await switchTo('act', 'act');
  await evidence();
});
afterEach(() => db.drop());

/** A policy under which the account below is urgent, or an emergency. */
async function switchTo(throttle: Mode, sendLock: Mode, stage: 'urgent' | 'emergency' = 'emergency') {
  const thresholds =
    stage === 'urgent'
      ? { notable: 5, review: 10, urgent: 20, emergency: 500 }
      : { notable: 5, review: 10, urgent: 15, emergency: 20 };
  const { automatic } = defaultPolicy;
  const policy: Policy = {
    ...defaultPolicy,
    thresholds,
    automatic: {
      ...automatic,
      throttle: { ...automatic.throttle, mode: throttle, recipientsPerHour: 30 },
      sendLock: { ...automatic.sendLock, mode: sendLock },
    },
  };
  await db.sql`INSERT INTO policy (body, note) VALUES (${db.sql.json(policy as never)}, 'test')`;
}

/** Our own log saw a burst, and a trap complained. */
async function evidence(): Promise<void> {
  const to = new Date(Date.now() - 60_000).toISOString();
  await db.sql`
    INSERT INTO setting (key, value, updated_at) VALUES ('log-signals', ${db.sql.json({ to, policyId: 1 })}, now())`;
  await db.sql`
    INSERT INTO account_log_facts (kind, login, facts, points, policy_id, measured_at)
    VALUES ('mailbox', ${login}, ${db.sql.json(facts as never)}, 40, 1, now())`;
  await db.sql`
    INSERT INTO reporter_sum (account_id, reporter_key, unauthenticated, epoch, sum, complaints)
    VALUES (${one.accountId}, 'loop:1', false, now(), 30, 6)`;
  await db.sql`
    INSERT INTO complaint (report_id, account_id, case_id, reporter_key, complainant, received_at, value, standing, kind,
      trust_factor, attribution_factor, lines, policy_id)
    VALUES (1, ${one.accountId}, ${one.caseId}, 'loop:1', 'x', now(), 10, 'counted', 'trap', 1, 1, '[]', 1)`;
}

const rows = () =>
  db.sql`SELECT kind, outcome, code, seen_at IS NOT NULL AS seen FROM automatic_measure ORDER BY id`;
const nothing = { acted: 0, proposed: 0 };
const target = async () => ({
  caseId: one.caseId,
  version: await versionOf(db, one.caseId),
  userId: one.agentId,
});

describe('the desk acts by itself', () => {
  it('where it may: the send lock is ordered as a person’s would be, announced, and put on top', async () => {
    expect(await actAutomatically()).toEqual({ acted: 1, proposed: 0 });
    expect(await measuresNow(db)).toMatchObject([{ kind: 'send-lock', state: 'wanted' }]);
    expect(await db.sql`SELECT wanted_by_id AS by, ground->>'clause' AS clause FROM measure`).toEqual([
      { by: null, clause: '§ 7' },
    ]);
    expect(await rows()).toEqual([{ kind: 'send-lock', outcome: 'acted', code: null, seen: false }]);
    expect(await db.sql`SELECT state, attention FROM "case"`).toEqual([
      { state: 'contained', attention: true },
    ]);
    expect(await db.sql`SELECT kind, audience FROM task`).toEqual([
      { kind: 'automatic-measure', audience: 'all' },
    ]);
    expect(await db.sql`SELECT user_id FROM case_event WHERE kind = 'automatic'`).toEqual([
      { user_id: null },
    ]);
    expect(await db.sql`SELECT 1 FROM audit_entry WHERE action = 'case-automatic'`).toHaveLength(1);
  });

  it('with a throttle at "urgent", to the policy’s rate', async () => {
    await switchTo('act', 'act', 'urgent');
    expect(await actAutomatically()).toEqual({ acted: 1, proposed: 0 });
    expect(await db.sql`SELECT kind, parameters FROM measure`).toEqual([
      { kind: 'throttle', parameters: { recipientsPerHour: 30 } },
    ]);
  });

  it('once, however many workers look, and whoever dies in between', async () => {
    await Promise.all([actAutomatically(), actAutomatically(), actAutomatically()]);
    const system = new FakeSystem();
    system.fault = 'crash-after';
    await expect(carryOutMeasure({ open: () => system.connector() })).rejects.toThrow(Crash);
    expect(await actAutomatically()).toEqual(nothing);
    expect(await measuresNow(db)).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  it('and a person looks: seen and confirmed takes the case from the top and ends the task', async () => {
    await actAutomatically();
    const input = { ...(await target()), automaticId: 1, note: null };
    expect(await seeAutomaticMeasure(input)).toMatchObject({ ok: true });
    expect(await db.sql`SELECT attention FROM "case"`).toEqual([{ attention: false }]);
    expect(await db.sql`SELECT 1 FROM task WHERE done_at IS NULL`).toEqual([]);
    const again = { ...input, version: await versionOf(db, one.caseId) };
    expect(await seeAutomaticMeasure(again)).toMatchObject({ code: 'nothing-new' });
  });

  it('but does not fight with a person who lifted it', async () => {
    await actAutomatically();
    const [measure] = await measuresNow(db);
    await liftMeasures({ ...(await target()), measureIds: [measure?.id ?? 0], note: null });
    expect(await actAutomatically()).toEqual(nothing);
    expect((await measuresNow(db)).filter(({ ended }) => !ended)).toEqual([]);
  });
});

describe('the desk does nothing by itself', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['as shipped', () => switchTo('off', 'off')],
    ['where it may only propose', () => switchTo('propose', 'propose')],
    ['during a trial', () => db.sql`INSERT INTO shadow_trial (policy_id, days) VALUES (1, 14)`],
    ['without our own log', () => db.sql`DELETE FROM account_log_facts`],
    ['where the log is no longer known', () => db.sql`DELETE FROM setting WHERE key = 'log-signals'`],
    ['on a case that ended', () => db.sql`UPDATE "case" SET state = 'dismissed', closed_at = now()`],
    ['while somebody decides to release', () => db.sql`UPDATE "case" SET release_wanted_at = now()`],
    ['where the account is locked already', () => lockByHand()],
    ['where a person lifted such a lock on this case', () => lockByHand().then(liftByHand)],
  ])('%s', async (_, prepare) => {
    await prepare();
    expect(await actAutomatically()).toEqual(nothing);
    expect(await db.sql`SELECT 1 FROM automatic_measure`).toEqual([]);
    expect(await db.sql`SELECT 1 FROM measure WHERE wanted_by_id IS NULL`).toEqual([]);
    expect(await db.sql`SELECT 1 FROM task`).toEqual([]);
  });

  async function liftByHand(): Promise<void> {
    await db.sql`UPDATE measure SET wanted = 'off', ended_at = now(), lift_wanted_by_id = ${one.agentId}`;
  }

  async function lockByHand(): Promise<void> {
    const ground = db.sql.json({ kind: 'override', reason: 'x' });
    await db.sql`
      INSERT INTO measure (case_id, account_id, connector_id, kind, ground, wanted_by_id)
      VALUES (${one.caseId}, ${one.accountId}, ${one.connectorId}, 'login-lock', ${ground}, ${one.agentId})`;
  }

  it.each<[string, () => Promise<unknown>]>([
    ['protected', () => db.sql`INSERT INTO protected_login (login, reason) VALUES (${login}, 'Relay')`],
    ['terms', () => db.sql`DELETE FROM product_terms`],
    ['no-connector', () => db.sql`UPDATE connector SET kind = 'manual'`],
    ['connector-stopped', () => db.sql`UPDATE connector SET stopped_at = now()`],
    ['watching', () => db.sql`UPDATE "case" SET state = 'watching', watch_until = now() + interval '1 day'`],
  ])('but proposes it where that is a person’s to decide: %s', async (code, prepare) => {
    await prepare();
    expect(await actAutomatically()).toMatchObject({ acted: 0, proposed: 1 });
    expect((await rows())[0]).toEqual({ kind: 'send-lock', outcome: 'proposed', code, seen: false });
    expect(await measuresNow(db)).toEqual([]);
    expect(await db.sql`SELECT kind FROM task`).toEqual([{ kind: 'automatic-proposal' }]);
    expect(await db.sql`SELECT attention FROM "case"`).toEqual([{ attention: true }]);
  });

  it('the database refuses any but the graded measures', async () => {
    const insert = db.sql`
      INSERT INTO automatic_measure (case_id, account_id, policy_id, kind, outcome, facts)
      VALUES (${one.caseId}, ${one.accountId}, 1, 'login-lock', 'acted', '{}')`;
    await expect(insert).rejects.toThrow('automatic_measure_kind');
  });
});

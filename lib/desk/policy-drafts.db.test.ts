// How a policy comes into force: by a draft that was replayed. What the desk would have done is compared with what people
// decide.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { listBulkSenders } from '@/lib/policies/bulk-queries';
import { openDraft, replaysOf } from '@/lib/policies/draft-queries';
import { listPolicies } from '@/lib/policies/queries';
import { latestTrial, trialDisagreements, trialFigures } from '@/lib/policies/trial-queries';
import { closeCase } from './close-case';
import { declareBulkSender } from './declare-bulk-sender';
import { currentPolicy, forgetDeskContext } from './desk-context';
import { discardDraft } from './discard-draft';
import { dismissCase } from './dismiss-case';
import { draftFromVersion, draftPolicy } from './draft-policy';
import { endTrial } from './end-trial';
import { enactPolicy } from './enact-policy';
import { requestReplay } from './request-replay';
import { runReplays } from './run-replays';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { uploadReplayMailbox } from './upload-replay-mailbox';

let db: TestDatabase;
let admin: { id: number };
let serial = 0;
const hour = 3_600_000;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net', 'loop-b.example.net']);
  await db.sql`INSERT INTO app_user (login, name, role) VALUES ('admin', 'Admin', 'admin')`;
  const [row] = await db.sql<{ id: number }[]>`SELECT id FROM app_user`;
  admin = { id: row?.id ?? 0 };
  await currentPolicy(db.sql);
  forgetDeskContext();
});
afterEach(() => db.drop());

const lines = (values: Record<string, string | number>) => new Map(Object.entries(values));
const draft = (version: number, values: Record<string, string | number>) =>
  draftPolicy({ version, lines: lines(values), note: 'test' }, admin);

/** So many complaints of different readers about one account, two hours ago. */
async function complain(sender: string, count: number, loop = 'loop-a.example.net'): Promise<void> {
  const receivedAt = new Date(Date.now() - 2 * hour);
  const mails = Array.from({ length: count }, () => ({
    receivedAt,
    raw: arfMail({ loop, sender, sentAt: receivedAt, serial: (serial += 1) }),
  }));
  await storeMails(db, mails);
  await drain();
}

async function replayed(version: number): Promise<void> {
  expect(await requestReplay({ version }, admin)).toMatchObject({ ok: true });
  expect(await runReplays()).toBe(1);
}

describe('a draft', () => {
  it('comes into force only after a replay of its very numbers, and begins a trial', async () => {
    expect(await draft(0, { halfLifeHours: 48 })).toMatchObject({ ok: true, data: { version: 1 } });
    expect(await enactPolicy({ version: 1 }, admin)).toMatchObject({ code: 'not-replayed' });
    await replayed(1);
    expect(await draft(1, { halfLifeHours: 47 })).toMatchObject({ data: { version: 2 } });
    expect(await enactPolicy({ version: 2 }, admin), 'other numbers than were replayed').toMatchObject({
      code: 'not-replayed',
    });
    await replayed(2);
    const late = () => new Date(Date.now() + 25 * hour);
    expect(await enactPolicy({ version: 2 }, admin, late), 'a replay of yesterday').toMatchObject({
      code: 'not-replayed',
    });
    expect(await enactPolicy({ version: 2 }, admin)).toMatchObject({ ok: true, data: { id: 2 } });
    expect((await currentPolicy(db.sql)).policy.halfLifeHours).toBe(47);
    expect(await openDraft()).toBeNull();
    expect(await latestTrial()).toMatchObject({ policyId: 2, days: 14, endedAt: null });
    const [entry] = await db.sql`SELECT detail FROM audit_entry WHERE action = 'policy-succeeded'`;
    expect(entry?.['detail']).toEqual({
      baseId: 1,
      changes: [{ path: 'halfLifeHours', from: 72, to: 47 }],
    });
  });

  it('is one for all administrators: who comes second is told', async () => {
    const both = await Promise.all([draft(0, { halfLifeHours: 48 }), draft(0, { halfLifeHours: 96 })]);
    expect(both.map((one) => (one.ok ? 'ok' : one.code)).sort()).toEqual(['ok', 'stale']);
    expect(await draft(1, { reporterCap: 50 })).toMatchObject({ ok: true });
    expect(await draft(1, { reporterCap: 60 })).toMatchObject({ code: 'stale' });
    expect(await requestReplay({ version: 1 }, admin)).toMatchObject({ code: 'stale' });
    expect(await discardDraft({ version: 1 }, admin)).toMatchObject({ code: 'stale' });
    expect(await discardDraft({ version: 2 }, admin)).toMatchObject({ ok: true });
    expect(await openDraft()).toBeNull();
  });

  it('refuses numbers that cannot work, at their line', async () => {
    expect(await draft(0, { 'thresholds.review': 5 })).toMatchObject({
      fields: { 'thresholds.notable': 'must-rise' },
    });
    expect(await draft(0, { 'trust.signed': 7 })).toMatchObject({
      fields: { 'trust.signed': 'out-of-range' },
    });
    expect(await draft(0, {})).toMatchObject({ fields: { note: 'nothing-changed' } });
  });

  it('takes over an older version, which comes into force by the same way', async () => {
    await draft(0, { halfLifeHours: 48 });
    await replayed(1);
    await enactPolicy({ version: 1 }, admin);
    const back = { policyId: 1, note: 'zurück' };
    expect(await draftFromVersion({ ...back, policyId: 2 }, admin)).toMatchObject({
      code: 'nothing-changed',
    });
    expect(await draftFromVersion(back, admin)).toMatchObject({ ok: true });
    expect(await draftFromVersion(back, admin)).toMatchObject({ code: 'draft-open' });
    expect(await enactPolicy({ version: 1 }, admin)).toMatchObject({ code: 'not-replayed' });
    await replayed(1);
    expect(await enactPolicy({ version: 1 }, admin)).toMatchObject({ data: { id: 3 } });
    const [latest] = await listPolicies();
    expect(latest).toMatchObject({
      id: 3,
      note: 'zurück',
      createdBy: 'Admin',
      policy: { halfLifeHours: 72 },
    });
  });
});

describe('a replay', () => {
  const result = async () => (await replaysOf((await openDraft())?.id ?? 0))[0]?.result;

  it('names the accounts whose cases appear, vanish or rise, and files nothing', async () => {
    await complain('quiet@example.com', 4); // 4 × 5 × 0.6 = 12
    await complain('loud@example.com', 12); // 36, decayed a little
    const before = await db.sql`SELECT id, account_id, stage, score FROM "case"`;
    expect(before).toHaveLength(1);

    await draft(0, { 'thresholds.review': 11 });
    await replayed(1);
    expect(await result()).toMatchObject({
      accounts: 2,
      complaints: 16,
      counts: { appears: 1, vanishes: 0, stage: 0 },
      changes: [{ kind: 'appears', login: 'quiet@example.com', now: { stage: null }, draft: { stage: 2 } }],
      now: { cases: 1, byStage: [0, 0, 1, 0, 0] },
      draft: { cases: 2, byStage: [0, 0, 2, 0, 0] },
      reproduced: { same: 1, of: 1 },
    });

    await draft(1, { 'thresholds.review': 40 });
    await replayed(2);
    expect(await result()).toMatchObject({
      counts: { appears: 0, vanishes: 1, stage: 0 },
      changes: [{ kind: 'vanishes', login: 'loud@example.com', draft: { stage: null } }],
    });

    await draft(2, { 'thresholds.review': 25, 'thresholds.urgent': 30 });
    await replayed(3);
    expect(await result()).toMatchObject({
      counts: { appears: 0, vanishes: 0, stage: 1 },
      changes: [{ kind: 'stage', login: 'loud@example.com', now: { stage: 2 }, draft: { stage: 3 } }],
    });
    expect(await db.sql`SELECT id, account_id, stage, score FROM "case"`).toEqual(before);
  });

  it('that was cut off is run again; one whose draft is gone ends', async () => {
    await complain('loud@example.com', 12);
    await draft(0, { halfLifeHours: 48 });
    await requestReplay({ version: 1 }, admin);
    await db.sql`UPDATE policy_replay SET state = 'running'`;
    expect(await requestReplay({ version: 1 }, admin)).toMatchObject({ code: 'replay-running' });
    expect(await runReplays()).toBe(1);
    expect(await result()).toMatchObject({ accounts: 1 });
    await requestReplay({ version: 1 }, admin);
    await discardDraft({ version: 1 }, admin);
    expect(await runReplays()).toBe(0);
    expect(await db.sql`SELECT state, failure FROM policy_replay ORDER BY id`).toEqual([
      { state: 'done', failure: null },
      { state: 'failed', failure: 'draft-closed' },
    ]);
  });
});

describe('a trial', () => {
  async function cases(): Promise<{ id: number; number: string; version: number }[]> {
    return db.sql<
      { id: number; number: string; version: number }[]
    >`SELECT id, number, version FROM "case" ORDER BY id`;
  }

  it('writes down what the desk would do and compares it with how cases end', async () => {
    await complain('bad@example.com', 12);
    await complain('good@example.com', 12);
    const trial = await latestTrial();
    expect(trial).toMatchObject({ policyId: 1, endedAt: null });
    const id = trial?.id ?? 0;
    expect(await trialFigures(id)).toEqual([
      {
        measure: 'review',
        automatic: false,
        stage: 2,
        counts: { agreed: 0, disagreed: 0, undecided: 2, uncounted: 0 },
      },
    ]);
    const [bad, good] = await cases();
    if (!bad || !good) throw new Error('two cases');
    const by = { userId: admin.id, note: null };
    await closeCase({ ...by, caseId: bad.id, version: bad.version, outcome: 'confirmed-abuse' });
    await dismissCase({ ...by, caseId: good.id, version: good.version, reason: 'wanted-mail' });
    expect((await trialFigures(id))[0]?.counts).toEqual({
      agreed: 1,
      disagreed: 1,
      undecided: 0,
      uncounted: 0,
    });
    expect(await trialDisagreements(id)).toMatchObject([
      { caseNumber: good.number, login: 'good@example.com', measure: 'review', outcome: 'wanted-mail' },
    ]);
  });

  it('proposes to lock by itself only where the rule is on and its guards hold', async () => {
    await draft(0, {
      'thresholds.urgent': 30,
      'thresholds.emergency': 40,
      'automatic.sendLock.mode': 'propose',
      'automatic.sendLock.logSignals': 0,
      'automatic.sendLock.reporters': 2,
    });
    await replayed(1);
    await enactPolicy({ version: 1 }, admin);
    await complain('one-loop@example.com', 30); // its reporter's cap, 40, decayed: urgent
    await complain('two-loops@example.com', 12);
    await complain('two-loops@example.com', 12, 'loop-b.example.net');
    const rows = await db.sql<{ login: string; measure: string; automatic: boolean }[]>`
      SELECT a.login, p.measure, p.automatic FROM proposal p JOIN account a ON a.id = p.account_id
      ORDER BY a.login, p.measure, p.automatic`;
    expect(rows.map((row) => `${row.login} ${row.measure}${row.automatic ? ' by itself' : ''}`)).toEqual([
      'one-loop@example.com review',
      'one-loop@example.com send-lock',
      'two-loops@example.com review',
      'two-loops@example.com send-lock',
      'two-loops@example.com send-lock by itself',
    ]);
  });

  it('ends by an administrator, and then writes nothing down', async () => {
    const trial = await latestTrial();
    expect(await endTrial({ trialId: trial?.id ?? 0 }, admin)).toMatchObject({ ok: true });
    expect(await endTrial({ trialId: trial?.id ?? 0 }, admin)).toMatchObject({ code: 'not-found' });
    await complain('bad@example.com', 12);
    expect(await cases()).toHaveLength(1);
    expect(await db.sql`SELECT 1 FROM proposal`).toHaveLength(0);
  });
});

describe('a bulk sender', () => {
  it('is declared and withdrawn with a reason, by somebody', async () => {
    await db.sql`INSERT INTO customer (number, name) VALUES ('K-1', 'Vereinsbote')`;
    const declare = (customerNumber: string, declared: boolean) =>
      declareBulkSender({ customerNumber, declared, reason: 'Rahmenvertrag' }, admin);
    expect(await declare('K-2', true)).toMatchObject({ fields: { customerNumber: 'unknown-customer' } });
    expect(await declare('K-1', true)).toMatchObject({ ok: true });
    expect(await declare('K-1', true)).toMatchObject({ fields: { customerNumber: 'declared-already' } });
    expect(await listBulkSenders()).toMatchObject([
      {
        number: 'K-1',
        name: 'Vereinsbote',
        accounts: 0,
        declaration: { by: 'Admin', reason: 'Rahmenvertrag' },
      },
    ]);
    expect(await declare('K-1', false)).toMatchObject({ ok: true });
    expect(await declare('K-1', false)).toMatchObject({ code: 'unchanged' });
    expect(await listBulkSenders()).toEqual([]);
    const audit = await db.sql`SELECT action FROM audit_entry ORDER BY id`;
    expect(audit.map((row) => row['action'])).toEqual(['bulk-sender-declared', 'bulk-sender-withdrawn']);
  });
});

describe('a mailbox', () => {
  async function* fileOf(mails: Buffer[]): AsyncGenerator<Uint8Array> {
    for (const mail of mails)
      yield Buffer.concat([Buffer.from('From x Mon Nov  2 10:00:00 2026\n'), mail, Buffer.from('\n')]);
  }
  const received = (daysAgo: number, mail: Buffer) =>
    Buffer.concat([
      Buffer.from(
        `Received: from mx.example.org by mx1.example.com; ${new Date(Date.now() - daysAgo * 24 * hour).toUTCString()}\r\n`,
      ),
      mail,
    ]);
  const report = (sender: string, daysAgo: number) =>
    received(
      daysAgo,
      arfMail({
        loop: 'loop-a.example.net',
        sender,
        sentAt: new Date(Date.now() - daysAgo * 24 * hour),
        serial: (serial += 1),
      }),
    );
  const upload = (mails: Buffer[], limit?: { fileBytes: number; mails: number }) =>
    uploadReplayMailbox({ name: 'alt.mbox', body: fileOf(mails) }, admin, limit);

  it('is replayed with the draft as if its mails had come when they were received; nothing of it stays', async () => {
    await complain('known@example.com', 1);
    const kept = await db.sql`SELECT count(*)::int AS n FROM report`;
    await draft(0, { 'thresholds.review': 11 });
    const burst = Array.from({ length: 12 }, () => report('loud@example.com', 100));
    const some = Array.from({ length: 4 }, () => report('known@example.com', 90));
    // Four of them over a month never come together.
    const trickle = [200, 150, 120, 95].map((days) => report('slow@example.com', days));
    const [first] = burst;
    const note = Buffer.from('From: a@example.org\r\nSubject: Hallo\r\n\r\nText\r\n');
    expect(await upload([...burst, ...some, ...trickle, note, first as Buffer])).toMatchObject({
      replayId: 1,
    });
    expect(await runReplays()).toBe(1);

    const [replay] = await replaysOf((await openDraft())?.id ?? 0);
    expect(replay).toMatchObject({ state: 'done', source: 'mailbox', fileName: 'alt.mbox', failure: null });
    expect(replay?.result).toMatchObject({
      accounts: 3,
      mails: { read: 22, complaints: 20, unattributed: 0, otherMail: 1, tooLarge: 0 },
      changes: [{ kind: 'appears', login: 'known@example.com', draft: { stage: 2 } }],
      now: { cases: 1 },
      draft: { cases: 2 },
      reproduced: null,
    });
    expect(replay?.result?.changes[0]?.accountId).not.toBeNull();
    expect(await enactPolicy({ version: 1 }, admin), 'it is not the own thirty days').toMatchObject({
      code: 'not-replayed',
    });
    expect(await runReplays()).toBe(0);
    expect(await db.sql`SELECT 1 FROM policy_replay_mail`).toHaveLength(0);
    expect(await db.sql`SELECT count(*)::int AS n FROM report`).toEqual(kept);
    expect(await db.sql`SELECT 1 FROM account WHERE login = 'loud@example.com'`).toHaveLength(0);
  });

  it('that is no mailbox, too large or without a complaint is refused, and leaves nothing', async () => {
    expect(await upload([report('a@example.com', 1)])).toEqual({ refusal: 'no-draft' });
    await draft(0, { 'thresholds.review': 11 });
    const junk = {
      name: 'bild.png',
      body: (async function* () {
        yield Buffer.from([0x89, 0x50, 0, 0]);
      })(),
    };
    expect(await uploadReplayMailbox(junk, admin)).toEqual({ refusal: 'not-a-mail' });
    const mails = [report('a@example.com', 1), report('b@example.com', 1)];
    expect(await upload(mails, { fileBytes: 1_500, mails: 9 })).toEqual({ refusal: 'file-too-large' });
    expect(await upload(mails, { fileBytes: 1_000_000, mails: 1 })).toEqual({ refusal: 'too-many' });
    expect(await upload([Buffer.from('From: a@example.org\r\n\r\nText\r\n')])).toHaveProperty('replayId');
    await runReplays();
    const [replay] = await replaysOf((await openDraft())?.id ?? 0);
    expect(replay).toMatchObject({ state: 'failed', failure: 'no-complaints' });
    expect(await db.sql`SELECT 1 FROM policy_replay_mail`).toHaveLength(0);
  });
});

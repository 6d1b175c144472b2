// The queue of an account from the hold to the last held mail: what is held, what stays held, who may have it purged, and
// that nothing of it is done twice, by one person, or behind a closed case.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeQueue } from '@/lib/connectors/testing/fake-queue';
import type { QueueAction } from '@/lib/containment/queue-types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { carryOutMeasure } from './carry-out-measure';
import { carryOutQueueOrder } from './carry-out-queue-order';
import { closeCase } from './close-case';
import { decideQueue } from './decide-queue';
import { liftMeasures } from './lift-measures';
import { lookAtQueue } from './look-at-queue';
import { readQueueView } from './read-queue-view';
import { measuresNow, prepareMeasureCase, versionOf, type MeasureCase } from './testing/measures';
import { wantMeasures } from './want-measures';
import { withdrawQueueOrder } from './withdraw-queue-order';

const login = 'erika@example.com';
let db: TestDatabase;
let queue: FakeQueue;
let one: MeasureCase;
let clock: number;

beforeEach(async () => {
  db = await freshDatabase();
  queue = new FakeQueue();
  one = await prepareMeasureCase(db, login, ['hold-queue']);
  await db.sql`UPDATE connector SET kind = 'postfix-queue'`;
  clock = Date.now();
  queue.add(login, 'Ihr Gewinn 17');
  queue.add(login, 'Ihr Gewinn 18');
  queue.add(login, 'Termin am Freitag');
  queue.add('franz@example.com', 'Rechnung');
});
afterEach(() => db.drop());

const worker = { now: () => new Date(clock), open: () => queue.connector() };
/** Never behind the clock of this machine, by which people decide. */
const later = (seconds: number) => (clock = Math.max(clock, Date.now()) + seconds * 1_000);

async function work(): Promise<void> {
  while ((await carryOutMeasure(worker)) || (await carryOutQueueOrder(worker)));
}
const decision = async (userId = one.agentId) => ({
  caseId: one.caseId,
  version: await versionOf(db, one.caseId),
  userId,
});
async function hold(): Promise<void> {
  const measures = [{ kind: 'hold-queue' as const, connectorId: one.connectorId, parameters: {} }];
  await wantMeasures({ ...(await decision()), measures, overrideReason: 'Massenversand' });
  later(1);
  await work();
}
async function lift(): Promise<void> {
  const measureIds = (await measuresNow(db)).map(({ id }) => id);
  await liftMeasures({ ...(await decision()), measureIds, note: null });
  later(1);
  await work();
}
const view = () => readQueueView(one.caseId, one.accountId);
/** Decides about all mail whose subject begins so. */
async function decide(action: QueueAction, begins: string, reason: string | null = null) {
  const { clusters, upTo } = await view();
  const chosen = clusters.filter(({ subject }) => subject?.startsWith(begins));
  const input = {
    ...(await decision()),
    action,
    connectorId: one.connectorId,
    clusters: chosen.map(({ cluster, handsOff }) => ({ cluster, handsOff: handsOff ?? '' })),
    upTo,
    reason,
  };
  return decideQueue(input, new Date(clock));
}
const history = async () =>
  (
    await db.sql<{ what: string }[]>`
      SELECT concat_ws(' ', detail->>'order', detail->>'action', detail->>'mails', detail->>'code') AS what
      FROM case_event WHERE kind = 'queue' ORDER BY id`
  ).map(({ what }) => what);
const attention = async () =>
  (await db.sql<{ attention: boolean }[]>`SELECT attention FROM "case" WHERE id = ${one.caseId}`)[0]
    ?.attention;

describe('before anything is held', () => {
  it('a look shows the account’s mail by kinds of subject, and moves none of it', async () => {
    const looked = await lookAtQueue({ caseId: one.caseId, userId: one.agentId }, () => queue.connector());
    expect(looked).toEqual({ ok: true, data: { mails: 3, held: 0 } });
    const { clusters } = await view();
    expect(clusters.map(({ mails, recipients, place }) => [mails, recipients, place])).toEqual([
      [2, 4, 'waiting'],
      [1, 2, 'waiting'],
    ]);
    expect(queue.subjects('hold')).toEqual([]);
    const audit = await db.sql`SELECT 1 FROM audit_entry WHERE action = 'queue-looked'`;
    expect(audit).toHaveLength(1);
  });

  it('a look that gets no answer says so, and leaves what was known', async () => {
    await lookAtQueue({ caseId: one.caseId, userId: one.agentId }, () => queue.connector());
    queue.fault = 'down';
    const looked = await lookAtQueue({ caseId: one.caseId, userId: one.agentId }, () => queue.connector());
    expect(looked).toMatchObject({ ok: false, code: 'queue-silent' });
    const { clusters, looks } = await view();
    expect(clusters).toHaveLength(2);
    expect(looks).toMatchObject([{ fault: { code: 'queue-not-listed' } }]);
  });
});

describe('a hold', () => {
  it('is confirmed with the counts before and after, and holds what comes later', async () => {
    await hold();
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed', ended: false }]);
    expect((await view()).counts).toEqual({ waiting: 3, held: 0, waitingNow: 0, heldNow: 3 });
    expect(queue.subjects('deferred')).toEqual(['Rechnung']);
    queue.add(login, 'Ihr Gewinn 19');
    later(239);
    await work();
    expect(queue.subjects('deferred')).toContain('Ihr Gewinn 19');
    later(2);
    await work();
    expect(queue.subjects('deferred')).toEqual(['Rechnung']);
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed' }]);
    const confirmed = await db.sql`SELECT 1 FROM case_event WHERE detail->>'action' = 'confirmed'`;
    expect(confirmed, 'a repetition without news is no news').toHaveLength(1);
  });

  it('whose program timed out after it held is unknown, then confirmed', async () => {
    queue.fault = 'silent-after';
    await hold();
    expect(await measuresNow(db)).toMatchObject([{ state: 'unknown' }]);
    queue.fault = 'none';
    later(10);
    await work();
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed' }]);
  });

  it('lets a mail go that took over a queue id in between', async () => {
    const [first] = queue.mails as [(typeof queue.mails)[0]];
    queue.meanwhile = () => {
      queue.meanwhile = null;
      queue.mails = queue.mails.filter((mail) => mail !== first);
      queue.add('franz@example.com', 'mit alter Kennung', { id: first.id });
    };
    await hold();
    expect(queue.left).toEqual(['-H mit alter Kennung']);
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed' }]);
  });

  it('leaves what others held before to them', async () => {
    queue.add(login, 'vom Admin angehalten', { queue: 'hold' });
    await hold();
    await lift();
    const before = (await view()).clusters.filter(({ handsOff }) => handsOff === 'before');
    expect(before.map(({ subject }) => subject)).toEqual(['vom Admin angehalten']);
  });
});

describe('after the release', () => {
  beforeEach(async () => {
    await hold();
    await lift();
  });

  it('held mail stays on hold, the case says so and is not closed', async () => {
    expect(queue.subjects('hold')).toHaveLength(3);
    expect(await measuresNow(db)).toMatchObject([{ ended: true }]);
    expect(await attention()).toBe(true);
    await db.sql`UPDATE "case" SET state = 'released'`;
    const close = async () => closeCase({ ...(await decision()), outcome: 'cleaned', note: null });
    expect(await close()).toMatchObject({ ok: false, code: 'held-mail' });
    await decide('leave', '', 'Kunde meldet sich');
    expect(await decide('leave', '', 'noch einmal')).toMatchObject({ ok: true });
    expect(await close()).toMatchObject({ ok: true });
    expect(queue.subjects('hold')).toHaveLength(3);
  });

  it('what a person delivers leaves ten seconds later, and is done once', async () => {
    expect(await decide('deliver', 'Termin')).toMatchObject({ ok: true, data: { mails: 1 } });
    await work();
    expect(queue.left).toEqual([]);
    later(10);
    await work();
    expect(queue.left).toEqual(['-H Termin am Freitag']);
    expect(await history()).toEqual(['deliver wanted 1', 'deliver done 1']);
    expect(await decide('deliver', 'Termin')).toMatchObject({ code: 'nothing-left' });
  });

  it('mail that was held for days is taken in anew, so that it does not expire at once', async () => {
    queue.add(login, 'Alter Brief', {
      queue: 'hold',
      arrivedAt: Math.floor(Date.now() / 1_000) - 4 * 86_400,
    });
    await lookAtQueue({ caseId: one.caseId, userId: one.agentId }, () => queue.connector());
    await decide('deliver', 'Alter');
    later(10);
    await work();
    expect(queue.left).toEqual(['-r Alter Brief']);
  });

  it('nothing is delivered while a hold is in force, which would hold it again', async () => {
    await hold();
    expect(await decide('deliver', 'Termin')).toMatchObject({ code: 'hold-in-force' });
    expect(await decide('return', 'Termin')).toMatchObject({ ok: true });
  });

  it('who decides on what somebody else has decided about comes second', async () => {
    const [first, second] = await Promise.all([decide('return', 'Ihr'), decide('deliver', 'Ihr')]);
    expect([first.ok, second.ok].sort()).toEqual([false, true]);
  });

  it('an order can be taken back before it begins, and not after', async () => {
    const ordered = await decide('return', 'Ihr Gewinn');
    const orderId = ordered.ok ? ordered.data.orderId : 0;
    const back = () => withdrawQueueOrder({ caseId: one.caseId, orderId, userId: one.agentId });
    expect(await back()).toMatchObject({ ok: true });
    later(11);
    await work();
    expect(queue.subjects('hold')).toHaveLength(3);
    await decide('return', 'Ihr Gewinn');
    later(11);
    await work();
    expect(await back()).toMatchObject({ code: 'order-begun' });
    expect(queue.left).toEqual(['-f Ihr Gewinn 17', '-f Ihr Gewinn 18']);
  });
});

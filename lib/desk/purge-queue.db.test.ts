// Purging held mail: only with a reason and a second person, only what was seen, and never reported as done when nobody
// knows.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeQueue } from '@/lib/connectors/testing/fake-queue';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { approveQueueOrder } from './approve-queue-order';
import { carryOutQueueOrder } from './carry-out-queue-order';
import { decideQueue } from './decide-queue';
import { keepHouse } from './keep-house';
import { lookAtQueue } from './look-at-queue';
import { readQueueView } from './read-queue-view';
import { prepareMeasureCase, versionOf, type MeasureCase } from './testing/measures';

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
  for (const subject of ['Ihr Gewinn 1', 'Ihr Gewinn 2']) queue.add(login, subject, { queue: 'hold' });
  await look();
});
afterEach(() => db.drop());

const look = () => lookAtQueue({ caseId: one.caseId, userId: one.agentId }, () => queue.connector());
/** Never behind the clock of this machine, by which people decide. */
const later = (seconds: number) => (clock = Math.max(clock, Date.now()) + seconds * 1_000);
async function work(): Promise<void> {
  while (await carryOutQueueOrder({ now: () => new Date(clock), open: () => queue.connector() }));
}
const decision = async (userId = one.agentId) => ({
  caseId: one.caseId,
  version: await versionOf(db, one.caseId),
  userId,
});
async function purge(reason: string | null = 'Spam, vom Kunden bestätigt', upTo?: number) {
  const view = await readQueueView(one.caseId, one.accountId);
  const clusters = view.clusters.map(({ cluster, handsOff }) => ({ cluster, handsOff: handsOff ?? '' }));
  const choice = { connectorId: one.connectorId, clusters, upTo: upTo ?? view.upTo };
  return decideQueue({ ...(await decision()), action: 'purge', ...choice, reason }, new Date(clock));
}
async function purged(): Promise<number> {
  const ordered = await purge();
  const orderId = ordered.ok ? ordered.data.orderId : 0;
  await approveQueueOrder({ ...(await decision(one.otherAgentId)), orderId }, new Date(clock));
  later(11);
  await work();
  return orderId;
}
const orders = () =>
  db.sql`SELECT state, done, missing, kept, last_fault->>'code' AS fault FROM queue_order ORDER BY id`;

it('what was seen of a queue is forgotten a month after the case', async () => {
  const rows = () => db.sql`SELECT 1 FROM queued_mail`;
  await db.sql`UPDATE queued_mail SET seen_at = now() - interval '31 days'`;
  await keepHouse();
  expect(await rows(), 'the case is open').toHaveLength(2);
  await db.sql`UPDATE "case" SET state = 'dismissed', outcome = 'no-abuse', closed_at = now()`;
  await keepHouse();
  expect(await rows()).toEqual([]);
});

describe('purging held mail', () => {
  it('needs a reason', async () => {
    expect(await purge(null)).toMatchObject({ code: 'fields', fields: { reason: 'reason-needed' } });
    expect(await orders()).toEqual([]);
  });

  it('waits for a second person, who is not the first, and ten seconds more', async () => {
    const ordered = await purge();
    const orderId = ordered.ok ? ordered.data.orderId : 0;
    later(3_600);
    await work();
    expect(queue.mails).toHaveLength(2);
    expect(await approveQueueOrder({ ...(await decision()), orderId })).toMatchObject({
      code: 'same-person',
    });
    const agreed = await approveQueueOrder(
      { ...(await decision(one.otherAgentId)), orderId },
      new Date(clock),
    );
    expect(agreed).toMatchObject({ ok: true });
    await work();
    expect(queue.mails).toHaveLength(2);
    later(10);
    await work();
    expect(queue.mails).toEqual([]);
    expect(await orders()).toMatchObject([{ state: 'done', done: 2, missing: 0, kept: 0 }]);
  });

  it('is refused by the database where one person does both, or nobody says why', async () => {
    const row = (approvedBy: number | null, reason: string | null) => db.sql`
      INSERT INTO queue_order (case_id, account_id, connector_id, action, reason, subjects, mails, wanted_by_id, wanted_at,
        approved_by_id, state, due_at)
      VALUES (${one.caseId}, ${one.accountId}, ${one.connectorId}, 'purge', ${reason}, '[]', 1, ${one.agentId}, now(),
        ${approvedBy}, 'due', now())`;
    await expect(row(one.agentId, 'Spam')).rejects.toThrow('queue_order_purge');
    await expect(row(null, 'Spam')).rejects.toThrow('queue_order_purge');
    await expect(row(one.otherAgentId, null)).rejects.toThrow('queue_order_purge');
    await expect(row(one.otherAgentId, 'Spam')).resolves.toBeDefined();
  });

  it('means what the page showed, not what came since', async () => {
    const { upTo } = await readQueueView(one.caseId, one.accountId);
    queue.add(login, 'Ihr Gewinn 3', { queue: 'hold' });
    await look();
    expect(await purge('Spam', upTo)).toMatchObject({ ok: true, data: { mails: 2 } });
  });

  it('that timed out after it purged is unknown, and done at the next attempt', async () => {
    queue.fault = 'silent-after';
    await purged();
    expect(await orders()).toMatchObject([{ state: 'unknown', fault: 'time-out' }]);
    expect(await db.sql`SELECT attention FROM "case"`).toEqual([{ attention: true }]);
    queue.fault = 'none';
    later(10);
    await work();
    expect(await orders()).toMatchObject([{ state: 'done', done: 2, missing: 0 }]);
    expect(queue.left).toHaveLength(2);
    expect(await db.sql`SELECT attention FROM "case"`).toEqual([{ attention: false }]);
  });

  it('counts a mail that has gone meanwhile as gone, not as done', async () => {
    const ordered = await purge();
    const orderId = ordered.ok ? ordered.data.orderId : 0;
    queue.mails = queue.mails.slice(1);
    await approveQueueOrder({ ...(await decision(one.otherAgentId)), orderId }, new Date(clock));
    later(11);
    await work();
    expect(await orders()).toMatchObject([{ state: 'done', done: 1, missing: 1 }]);
  });

  it.each([
    ['refuses', 'queue-not-allowed'],
    ['ignores', null],
  ] as const)('by a system that %s is not done, and the mail is free again', async (fault, code) => {
    queue.fault = fault;
    await purged();
    expect(await orders()).toMatchObject([{ state: 'refuted', done: 0, fault: code }]);
    queue.fault = 'none';
    await purged();
    expect(await orders()).toMatchObject([{}, { state: 'done', done: 2 }]);
  });
});

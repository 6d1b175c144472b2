// Guards that nothing else would miss until the day they are needed: a worker whose claim has passed to another, a
// clock that runs ahead, weakly attributed complaints, and the customer's other accounts.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { claimMessages, noteFailure, releaseClaim, settleMessages } from '@/lib/reports/claim-store';
import { refreshScores } from './refresh-scores';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;
beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

const mail = (serial: number, more: Partial<Parameters<typeof arfMail>[0]> = {}) => ({
  raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial, ...more }),
});

it('a worker whose claim has passed to another writes nothing back', async () => {
  await storeMails(db, [mail(1)]);
  const [stale] = await claimMessages(db.sql, 1);
  await db.sql`UPDATE raw_message SET claimed_until = now() - interval '1 second'`;
  const [current] = await claimMessages(db.sql, 1);
  expect([stale?.attempts, current?.attempts]).toEqual([1, 2]);
  const read = () => db.sql`SELECT state, attempts, claimed_until, reason_text FROM raw_message`;
  const before = await read();
  const old = { id: stale?.id ?? 0, attempts: 1 };
  await noteFailure(db.sql, old, 'late');
  await releaseClaim(db.sql, [old]);
  const nothing = {
    format: null,
    reasonCode: null,
    reasonText: null,
    fromText: null,
    subject: null,
    facts: null,
  };
  await db.sql.begin((tx) => settleMessages(tx, [{ ...old, ...nothing, state: 'not_recognised' }]));
  expect(await read()).toEqual(before);
});

it('a complaint that says it comes from the future weighs no more than one from now', async () => {
  const ahead = new Date(Date.now() + 30 * 86_400_000);
  await storeMails(db, [{ ...mail(1), receivedAt: ahead }]);
  await drain();
  const [account] = await db.sql<
    { score: number; last: Date }[]
  >`SELECT score, last_complaint_at AS last FROM account`;
  expect(account?.score).toBeCloseTo(3, 2);
  expect(account?.last.getTime()).toBeLessThanOrEqual(Date.now());
});

it('five complainants whose mail only claims to be the account’s bring no minimum stage', async () => {
  await storeMails(
    db,
    [1, 2, 3, 4, 5, 6].map((serial) => mail(serial)),
  );
  await drain();
  const minimum = () => db.sql<{ stage: number }[]>`SELECT stage FROM account`;
  expect((await minimum())[0]?.stage).toBeLessThan(2);
  // What a log of ours would say: the same complaints, surely attributed, are five people at once.
  await db.sql`UPDATE complaint SET attribution_factor = 1`;
  await refreshScores();
  expect((await minimum())[0]?.stage).toBeGreaterThanOrEqual(2);
  // The points are below the threshold: the case and the score say what raised the stage.
  const [opened] = await db.sql`
    SELECT e.detail->>'reason' AS reason, e.detail->'lines'->-1 AS last, a.score_lines->-1 AS now
    FROM case_event e JOIN "case" c ON c.id = e.case_id JOIN account a ON a.id = c.account_id WHERE e.kind = 'opened'`;
  const line = {
    code: 'stage-minimum-complainants',
    op: 'plus',
    factor: 0,
    detail: { complainants: 6, days: 14 },
  };
  expect(opened).toEqual({ reason: 'minimum-rule', last: line, now: line });
});

it('an incident of another account of the same customer raises the history factor, a stranger’s does not', async () => {
  await storeMails(db, [mail(1)]);
  await drain();
  await db.sql`INSERT INTO customer (number, name) VALUES ('K-1', 'Verein'), ('K-2', 'Andere')`;
  await db.sql`INSERT INTO account (login, customer_id) SELECT 'other@example.com', id FROM customer WHERE number = 'K-2'`;
  await db.sql`UPDATE account SET customer_id = (SELECT id FROM customer WHERE number = 'K-1') WHERE login = 'a@example.com'`;
  await db.sql`
    INSERT INTO "case" (number, account_id, state, stage, score, peak_stage, initial_score, initial_lines, closed_at, is_incident)
    SELECT 'AD-1', id, 'closed', 2, 30, 2, 30, '[]', now() - interval '1 day', true FROM account WHERE login = 'other@example.com'`;
  const factor = async () => {
    await refreshScores();
    const [row] = await db.sql<
      { f: number }[]
    >`SELECT history_factor AS f FROM account WHERE login = 'a@example.com'`;
    return row?.f;
  };
  expect(await factor()).toBe(1);
  await db.sql`UPDATE account SET customer_id = (SELECT id FROM customer WHERE number = 'K-1') WHERE login = 'other@example.com'`;
  expect(await factor()).toBeGreaterThan(1);
});

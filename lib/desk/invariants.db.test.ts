// Invariants 4 and 5: what is kept equals what the rows say, and never more than one open case per account, whatever
// order mail comes in, however many workers, with replays and changes of policy in between.

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { complaintScore } from '@/lib/scoring/complaint-score';
import { decayedSum } from '@/lib/scoring/decaying-sum';
import { defaultPolicy } from '@/lib/scoring/policy';
import { recomputeFromRows } from '@/lib/scoring/recompute';
import { isUnauthenticatedKey } from '@/lib/scoring/rows';
import { valueOfLines } from '@/lib/scoring/complaint-value';
import type { ScoreLine, WeightedComplaint } from '@/lib/scoring/types';
import { applyPolicy } from './apply-policy';
import { forgetDeskContext } from './desk-context';
import { processBatch } from './process-batch';
import { refreshScores } from './refresh-scores';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;
const hour = 3_600_000;
const start = Date.now() - 60 * hour;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net', 'loop-b.example.net']);
});
afterEach(() => db.drop());

interface Step {
  sender: number;
  loop: number;
  complainant: number;
  atHours: number;
  ageHours: number;
  type: 'abuse' | 'fraud' | 'not-spam';
}

const step: fc.Arbitrary<Step> = fc.record({
  sender: fc.integer({ min: 0, max: 3 }),
  loop: fc.integer({ min: 0, max: 2 }),
  complainant: fc.integer({ min: 0, max: 4 }),
  atHours: fc.integer({ min: 0, max: 59 }),
  ageHours: fc.integer({ min: 0, max: 200 }),
  type: fc.constantFrom('abuse', 'abuse', 'abuse', 'fraud', 'not-spam'),
});

let serial = 0;
function mailOf(one: Step): { raw: Buffer; receivedAt: Date } {
  const receivedAt = new Date(start + one.atHours * hour);
  const raw = arfMail({
    loop: [null, 'loop-a.example.net', 'loop-b.example.net'][one.loop] ?? null,
    sender: `user${one.sender}@example.com`,
    complainant: one.complainant === 0 ? null : `reader${one.complainant}@example.org`,
    feedbackType: one.type,
    sentAt: new Date(receivedAt.getTime() - one.ageHours * hour),
    serial: (serial += 1),
  });
  return { raw, receivedAt };
}

async function expectKeptEqualsRows(now: Date): Promise<void> {
  const complaints = await db.sql<
    (Omit<WeightedComplaint, 'weight' | 'unauthenticated' | 'straggler'> & {
      accountId: number;
      lines: ScoreLine[];
      standing: string;
      value: number;
      caseId: number | null;
    })[]
  >`
    SELECT report_id AS "reportId", account_id AS "accountId", reporter_key AS "reporterKey", complainant, received_at AS "receivedAt",
      kind, trust_factor AS "trustFactor", attribution_factor AS "attributionFactor", lines, standing, value, case_id AS "caseId" FROM complaint`;
  const accounts = await db.sql<{ id: number; complaints: number }[]>`SELECT id, complaints FROM account`;
  for (const account of accounts) {
    const own = complaints.filter((c) => c.accountId === account.id);
    const rows = own.map((c) => ({
      ...c,
      weight: valueOfLines(c.lines),
      unauthenticated: isUnauthenticatedKey(c.reporterKey),
      straggler: false,
    }));
    const fromRows = recomputeFromRows(rows, now, defaultPolicy);
    for (const row of own) expect(row.standing).toBe(fromRows.standings.get(row.reportId));
    const sums = await db.sql<{ reporterKey: string; unauthenticated: boolean; epoch: Date; sum: number }[]>`
      SELECT reporter_key AS "reporterKey", unauthenticated, epoch, sum FROM reporter_sum WHERE account_id = ${account.id}`;
    const kept = complaintScore(
      sums.map((s) => ({ ...s, valueNow: decayedSum(s.sum, s.epoch, now, defaultPolicy) })),
      defaultPolicy,
    );
    expect(kept.S).toBeCloseTo(fromRows.S, 9);
    const real = own.filter((c) => c.kind !== 'not-spam');
    expect(account.complaints).toBe(real.length);
    const [hours] = await db.sql<
      { n: number }[]
    >`SELECT coalesce(sum(complaints), 0)::int AS n FROM complaint_hour WHERE account_id = ${account.id}`;
    expect(hours?.n).toBe(real.length);
  }
  const cases = await db.sql<
    { id: number; complaints: number; complainants: number; reporters: number }[]
  >`SELECT id, complaints, complainants, reporters FROM "case"`;
  for (const one of cases) {
    const own = complaints.filter((c) => c.caseId === one.id && c.kind !== 'not-spam');
    const { id, ...counts } = one;
    expect(counts, `case ${id}`).toEqual({
      complaints: own.length,
      complainants: new Set(own.map((c) => JSON.stringify([c.reporterKey, c.complainant]))).size,
      reporters: new Set(own.map((c) => c.reporterKey)).size,
    });
  }
  const twice = await db.sql`SELECT account_id FROM "case" WHERE is_open GROUP BY 1 HAVING count(*) > 1`;
  expect(twice).toHaveLength(0);
}

describe('what is kept equals what the rows say', () => {
  it('after any batches in any order of receipt, refreshes in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        async (batches) => {
          for (const batch of batches) {
            await storeMails(db, batch.map(mailOf));
            await drain(() => new Date(start + 60 * hour));
            await refreshScores(() => new Date(start + 60 * hour));
          }
          await expectKeptEqualsRows(new Date(start + 61 * hour));
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  it('after mails are replayed', async () => {
    const mails = Array.from({ length: 24 }, (_, i) =>
      mailOf({ sender: 0, loop: 1, complainant: i + 1, atHours: i % 7, ageHours: 0, type: 'abuse' }),
    );
    const ids = await storeMails(db, mails);
    await drain();
    const before = await db.sql`SELECT score, complaints FROM account`;
    await db.sql`UPDATE raw_message SET state = 'received', attempts = 0 WHERE id = ANY(${ids.slice(0, 9)}::bigint[])`;
    await drain();
    await expectKeptEqualsRows(new Date());
    expect(await db.sql`SELECT count(*)::int AS n FROM report`).toEqual([{ n: 24 }]);
    const after = await db.sql`SELECT score, complaints FROM account`;
    expect(after[0]?.['complaints']).toBe(before[0]?.['complaints']);
    expect(after[0]?.['score']).toBeCloseTo(before[0]?.['score'] as number, 2);
  });

  it('after four workers shared one backlog', async () => {
    const mails = Array.from({ length: 300 }, (_, i) =>
      mailOf({
        sender: i % 3,
        loop: 1 + (i % 2),
        complainant: 1 + (i % 40),
        atHours: (i * 7) % 60,
        ageHours: 0,
        type: i % 17 === 0 ? 'not-spam' : 'abuse',
      }),
    );
    await storeMails(db, mails);
    const worker = async (): Promise<void> => {
      while ((await processBatch(25)) > 0);
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    await drain();
    expect(await db.sql`SELECT count(*)::int AS n FROM report`).toEqual([{ n: 300 }]);
    expect(await db.sql`SELECT count(*)::int AS n FROM "case"`).toEqual([{ n: 3 }]);
    await expectKeptEqualsRows(new Date());
  });

  it('after a new policy reached the old complaints', async () => {
    await storeMails(
      db,
      Array.from({ length: 12 }, (_, i) =>
        mailOf({ sender: 0, loop: 1, complainant: i + 1, atHours: 59, ageHours: 0, type: 'abuse' }),
      ),
    );
    await drain();
    const [before] = await db.sql<{ score: number }[]>`SELECT score FROM account`;
    const doubled = { ...defaultPolicy, kinds: { ...defaultPolicy.kinds, user: 10 }, reporterCap: 1000 };
    await db.sql`INSERT INTO policy (body, note) VALUES (${db.sql.json(doubled as never)}, 'twice')`;
    forgetDeskContext();
    expect(await applyPolicy(), 'batches by the policy before may still be on their way').toBe(0);
    expect(await applyPolicy(0)).toBe(1);
    expect(await applyPolicy(0)).toBe(0);
    const [after] = await db.sql<{ score: number; policyIds: number[] }[]>`
      SELECT score, (SELECT array_agg(DISTINCT policy_id) FROM complaint) AS "policyIds" FROM account`;
    expect(after?.score).toBeCloseTo((before?.score ?? 0) * 2, 2);
    expect(after?.policyIds).toEqual([2]);
  });
});

describe('never more than one open case per account', () => {
  it('the database refuses a second one', async () => {
    await storeMails(
      db,
      Array.from({ length: 12 }, (_, i) =>
        mailOf({ sender: 0, loop: 1, complainant: i + 1, atHours: 59, ageHours: 0, type: 'abuse' }),
      ),
    );
    await drain();
    const copy = db.sql`
      INSERT INTO "case" (number, account_id, stage, score, peak_stage, initial_score, initial_lines)
      SELECT 'AD-X', account_id, stage, score, peak_stage, initial_score, initial_lines FROM "case"`;
    await expect(copy).rejects.toThrow('case_one_open_per_account');
  });

  it('a dismissed score opens no new case until it is clearly higher', async () => {
    const more = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) =>
        mailOf({
          sender: 0,
          loop: 1 + (i % 2),
          complainant: from + i,
          atHours: 59,
          ageHours: 0,
          type: 'abuse',
        }),
      );
    await storeMails(db, more(1, 10));
    await drain();
    await db.sql`UPDATE "case" SET state = 'dismissed', closed_at = now()`;
    await db.sql`UPDATE account SET baseline = score, baseline_stage = stage, baseline_at = now()`;
    await storeMails(db, more(11, 5));
    await drain();
    expect(await db.sql`SELECT 1 FROM "case" WHERE is_open`).toHaveLength(0);
    await storeMails(db, more(16, 6));
    await drain();
    expect(await db.sql`SELECT 1 FROM "case" WHERE is_open`).toHaveLength(1);
    expect(
      await db.sql`SELECT detail->>'reason' AS reason FROM case_event WHERE kind = 'opened' ORDER BY id DESC LIMIT 1`,
    ).toEqual([{ reason: 'higher-stage' }]);
  });
});

// A replay under the policy in force comes to what filing, refreshing and deciding kept: stages, scores and cases of every
// account, on the same rows.

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { defaultPolicy, type Policy } from '@/lib/scoring/policy';
import { replayAccount } from '@/lib/scoring/replay/replay-account';
import type { ReplayWindow } from '@/lib/scoring/replay/types';
import { loadReplayAccounts, nextReplayAccounts } from '@/lib/scoring/replay-store';
import { forgetDeskContext } from './desk-context';
import { freezeScore } from './freeze-score';
import { refreshScores } from './refresh-scores';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

const hour = 3_600_000;
const tickMs = 6 * hour;
/** On a tick, so that mail between ticks comes between looks. */
const start = Math.floor(Date.now() / tickMs) * tickMs - 12 * 24 * hour;

let db: TestDatabase;
let serial = 0;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net', 'loop-b.example.net']);
});
afterEach(() => db.drop());

interface Batch {
  /** In ticks from the start; mail comes an hour after one, decisions are made two hours after one. */
  tick: number;
  mails: { sender: number; loop: number; complainant: number; count: number; type: string; trap: boolean }[];
  decision: { sender: number; kind: 'dismissed' | 'incident' } | null;
}

const batch: fc.Arbitrary<Batch> = fc.record({
  tick: fc.integer({ min: 0, max: 26 }),
  mails: fc.array(
    fc.record({
      sender: fc.integer({ min: 0, max: 2 }),
      loop: fc.integer({ min: 0, max: 2 }),
      complainant: fc.integer({ min: 0, max: 9 }),
      count: fc.integer({ min: 3, max: 12 }),
      type: fc.constantFrom('abuse', 'abuse', 'abuse', 'fraud', 'not-spam'),
      trap: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  decision: fc.option(
    fc.record({
      sender: fc.integer({ min: 0, max: 2 }),
      kind: fc.constantFrom('dismissed' as const, 'incident' as const),
    }),
    { freq: 1 },
  ),
});

function mailsOf({ mails, tick }: Batch): { raw: Buffer; receivedAt: Date }[] {
  const receivedAt = new Date(start + tick * tickMs + hour);
  return mails.flatMap(({ sender, loop, complainant, count, type, trap }) =>
    Array.from({ length: count }, (_, i) => ({
      receivedAt,
      raw: arfMail({
        loop: [null, 'loop-a.example.net', 'loop-b.example.net'][loop] ?? null,
        sender: `user${sender}@example.com`,
        complainant: complainant === 0 ? null : `reader${complainant}-${i}@example.org`,
        feedbackType: type,
        sentAt: new Date(receivedAt.getTime() - (complainant * 9 + i) * hour),
        extra: trap ? ['Abuse-Type: trap-recycled'] : [],
        serial: (serial += 1),
      }),
    })),
  );
}

/** Ends the account's open case as a person does, at a time of the test's choosing. */
async function decide(at: Date, { sender, kind }: NonNullable<Batch['decision']>): Promise<void> {
  const isIncident = kind === 'incident';
  const [open] = await db.sql<{ id: number; accountId: number }[]>`
    SELECT c.id, c.account_id AS "accountId" FROM "case" c JOIN account a ON a.id = c.account_id
    WHERE a.login = ${`user${sender}@example.com`} AND c.is_open`;
  if (open === undefined) return;
  await db.sql.begin(async (tx) => {
    await tx`
      UPDATE "case" SET state = ${isIncident ? 'closed' : 'dismissed'}::case_state, closed_at = ${at},
        is_incident = ${isIncident} WHERE id = ${open.id}`;
    await tx`INSERT INTO case_event (case_id, at, kind) VALUES (${open.id}, ${at}, ${isIncident ? 'closed' : 'dismissed'})`;
    await freezeScore(tx, open.accountId, at);
  });
}

async function live(batches: Batch[]): Promise<Date> {
  const byTick = new Map<number, Batch[]>();
  for (const one of batches) byTick.set(one.tick, [...(byTick.get(one.tick) ?? []), one]);
  const last = Math.max(...byTick.keys()) + 8;
  for (let tick = Math.min(...byTick.keys()); tick <= last; tick += 1) {
    await refreshScores(() => new Date(start + tick * tickMs));
    const due = byTick.get(tick) ?? [];
    await storeMails(db, due.flatMap(mailsOf));
    await drain(() => new Date(start + tick * tickMs + hour));
    for (const { decision } of due)
      if (decision) await decide(new Date(start + tick * tickMs + 2 * hour), decision);
  }
  return new Date(start + last * tickMs);
}

async function expectReproduced(to: Date, policy: Policy = defaultPolicy): Promise<number> {
  const since = new Date(start - hour);
  const window: ReplayWindow = { from: since, to, tickMs };
  const ids = await nextReplayAccounts(db.sql, since, 0);
  const accounts = await loadReplayAccounts(db.sql, ids, since);
  const kept = await db.sql<{ id: number; stage: number; score: number }[]>`
    SELECT id, stage, score FROM account WHERE last_complaint_at IS NOT NULL ORDER BY id`;
  expect(ids).toEqual(kept.map((row) => row.id));
  for (const [i, account] of accounts.entries()) {
    const run = replayAccount(account, policy, window);
    const cases = await db.sql<{ openedAt: Date; peakStage: number; stage: number; endedAt: Date | null }[]>`
      SELECT opened_at AS "openedAt", peak_stage AS "peakStage", stage, closed_at AS "endedAt" FROM "case"
      WHERE account_id = ${account.accountId} ORDER BY id`;
    const simulated = run.cases.map(({ openedAt, peakStage, stage, endedAt }) => ({
      openedAt,
      peakStage,
      stage,
      endedAt,
    }));
    expect(simulated, account.login).toEqual([...cases]);
    expect(run.stage, account.login).toBe(kept[i]?.stage);
    expect(run.score).toBeCloseTo(kept[i]?.score ?? -1, 6);
  }
  const [cases] = await db.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM "case"`;
  return cases?.n ?? 0;
}

describe('a replay under the policy in force', () => {
  it('comes to the stages, scores and cases that the product kept', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), async (batches) => {
        await db.drop();
        db = await freshDatabase();
        await prepareDesk(db, ['loop-a.example.net', 'loop-b.example.net']);
        seen += await expectReproduced(await live(batches));
      }),
      { numRuns: 8 },
    );
    expect(seen, 'the property has looked at cases').toBeGreaterThan(5);
  }, 300_000);

  it('takes over a dismissal, and the trap hit that opens the next case', async () => {
    const mail = { sender: 0, loop: 1, complainant: 1, count: 12, type: 'abuse', trap: false };
    const batches: Batch[] = [
      { tick: 2, mails: [mail], decision: { sender: 0, kind: 'dismissed' } },
      { tick: 3, mails: [{ ...mail, complainant: 2 }], decision: null },
      { tick: 5, mails: [{ ...mail, complainant: 3, count: 1, trap: true }], decision: null },
    ];
    expect(await expectReproduced(await live(batches)), 'a claim overrules nobody').toBe(1);
    await db.drop();
    db = await freshDatabase();
    await prepareDesk(db, ['loop-a.example.net', 'loop-b.example.net']);
    const minimumRules = { ...defaultPolicy.minimumRules, minAttribution: 0.6 };
    const policy = { ...defaultPolicy, minimumRules };
    await db.sql`INSERT INTO policy (body, note) VALUES (${db.sql.json(policy as never)}, 'claims')`;
    forgetDeskContext();
    expect(await expectReproduced(await live(batches), policy)).toBe(2);
  });

  it('forgets a baseline that fell below "review", and takes back what a not-spam takes back', async () => {
    const mail = { sender: 0, loop: 1, complainant: 1, count: 12, type: 'abuse', trap: false };
    const other = { ...mail, sender: 1 };
    const cases = await expectReproduced(
      await live([
        { tick: 2, mails: [mail, other], decision: { sender: 0, kind: 'dismissed' } },
        { tick: 3, mails: [{ ...other, count: 9, type: 'not-spam' }], decision: null },
        { tick: 26, mails: [{ ...mail, complainant: 2 }], decision: null },
      ]),
    );
    expect(cases, 'two of the first account, one of the second').toBe(3);
  });
});

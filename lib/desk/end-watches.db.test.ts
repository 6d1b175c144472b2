// A watch that nobody ends by hand comes back to the team on its day, once, with its line in history and audit.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { assignCase } from './assign-case';
import { endWatches } from './end-watches';
import { startReview } from './start-review';
import { watchCase } from './watch-case';

const day = 86_400_000;
let db: TestDatabase;
let userId: number;

beforeEach(async () => {
  db = await freshDatabase();
  userId = (await db.prisma.user.create({ data: { login: 'ada', name: 'Ada' } })).id;
});
afterEach(() => db.drop());

let login = 0;
async function watched(days: number): Promise<number> {
  const [account] = await db.sql<
    { id: number }[]
  >`INSERT INTO account (login) VALUES (${`user${(login += 1)}@example.com`}) RETURNING id`;
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO "case" (number, account_id, stage, score, peak_stage, initial_score, initial_lines)
    VALUES (next_case_number(now()), ${account?.id ?? 0}, 2, 31, 2, 31, '[]') RETURNING id`;
  const caseId = row?.id ?? 0;
  await assignCase({ caseId, version: 1, userId, assigneeId: userId });
  const until = new Date(Date.now() + days * day);
  expect(await watchCase({ caseId, version: 2, userId, until, note: 'bis zum Umzug' })).toMatchObject({
    ok: true,
  });
  return caseId;
}
const read = async (caseId: number) =>
  (await db.sql`SELECT state, version, watch_until, assignee_id FROM "case" WHERE id = ${caseId}`)[0];

it('puts the case in review again on its day and not before', async () => {
  const [soon, later] = [await watched(2), await watched(9)];
  expect(await endWatches()).toBe(0);
  expect(await endWatches(() => new Date(Date.now() + 3 * day))).toBe(1);
  expect(await read(soon)).toMatchObject({
    state: 'in_review',
    watch_until: null,
    version: 4,
    assignee_id: userId,
  });
  expect(await read(later)).toMatchObject({ state: 'watching', version: 3 });
  expect(await endWatches(() => new Date(Date.now() + 3 * day))).toBe(0);
});

it('leaves a line in the history and in the audit chain, by nobody', async () => {
  const caseId = await watched(1);
  await endWatches(() => new Date(Date.now() + 2 * day));
  const [event] =
    await db.sql`SELECT user_id, kind, detail FROM case_event WHERE case_id = ${caseId} ORDER BY id DESC LIMIT 1`;
  expect(event).toEqual({
    user_id: null,
    kind: 'state-changed',
    detail: { from: 'watching', to: 'in_review', action: 'watch-ended' },
  });
  const [entry] = await db.sql`SELECT user_id, action, subject FROM audit_entry ORDER BY id DESC LIMIT 1`;
  expect(entry).toEqual({ user_id: null, action: 'case-state-changed', subject: `case:${caseId}` });
});

it('happens once where two workers end it, and a person on the old version is told', async () => {
  const caseId = await watched(1);
  const then = () => new Date(Date.now() + 2 * day);
  expect((await Promise.all([endWatches(then), endWatches(then)])).sort()).toEqual([0, 1]);
  expect(await startReview({ caseId, version: 3, userId })).toMatchObject({ ok: false, code: 'case-stale' });
});

it('leaves a case alone that was decided meanwhile', async () => {
  const caseId = await watched(1);
  await startReview({ caseId, version: 3, userId });
  expect(await endWatches(() => new Date(Date.now() + 2 * day))).toBe(0);
  expect(await read(caseId)).toMatchObject({ state: 'in_review', version: 4 });
});

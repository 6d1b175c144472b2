// Mail that is read anew brings its complaints back to where they were: to their case, ended or open, and nothing in
// counts, scores and histories tells that it happened.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { closeCase } from './close-case';
import { replayMessages } from './replay-messages';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;
let userId: number;
let serial = 0;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
  userId = (await db.prisma.user.create({ data: { login: 'ada', name: 'Ada' } })).id;
});
afterEach(() => db.drop());

async function complain(count: number): Promise<number[]> {
  const mails = Array.from({ length: count }, () => ({
    raw: arfMail({
      loop: 'loop-a.example.net',
      sender: 'a@example.com',
      serial: (serial += 1),
      subject: `Betreff ${serial}`,
    }),
  }));
  const ids = await storeMails(db, mails);
  await drain();
  return ids;
}
const replay = async (ids: number[]) => {
  expect(await replayMessages({ ids }, userId)).toMatchObject({ ok: true, data: { count: ids.length } });
  await drain();
};
const cases = () =>
  db.sql`SELECT id, state, complaints, complainants, reporters, latest_subjects, first_seen_at, last_seen_at FROM "case" ORDER BY id`;
const perCase = () => db.sql`SELECT case_id, count(*)::int AS n FROM complaint GROUP BY 1 ORDER BY 1`;
const history = async () =>
  (await db.sql`SELECT kind FROM case_event ORDER BY id`).map((row) => row['kind'] as string);

it.each(['some', 'all'])('%s mails of a closed case, read anew, belong to it as before', async (how) => {
  const ids = await complain(12);
  const [open] = await db.sql<{ id: number; version: number }[]>`SELECT id, version FROM "case"`;
  await closeCase({
    caseId: open?.id ?? 0,
    version: open?.version ?? 0,
    userId,
    outcome: 'no-abuse',
    note: null,
  });
  const [before, placed] = [await cases(), await perCase()];
  await replay(how === 'all' ? ids : ids.slice(0, 5));
  expect(await cases()).toEqual(before);
  expect(await perCase()).toEqual(placed);
});

it('mails of a closed case do not move into the case that was opened since', async () => {
  const old = await complain(12);
  const [open] = await db.sql<{ id: number; version: number }[]>`SELECT id, version FROM "case"`;
  await closeCase({
    caseId: open?.id ?? 0,
    version: open?.version ?? 0,
    userId,
    outcome: 'no-abuse',
    note: null,
  });
  await db.sql`UPDATE account SET baseline = NULL, baseline_stage = NULL, baseline_at = NULL`;
  await complain(3);
  expect(await perCase()).toEqual([
    { case_id: 1, n: 12 },
    { case_id: 2, n: 3 },
  ]);
  await replay(old);
  expect(await perCase()).toEqual([
    { case_id: 1, n: 12 },
    { case_id: 2, n: 3 },
  ]);
  expect((await cases()).map((row) => row['complaints'] as number)).toEqual([12, 3]);
});

it('mails of an open case, read anew, are no news in its history', async () => {
  const ids = await complain(12);
  const [before, told] = [await cases(), await history()];
  await replay(ids.slice(0, 4));
  expect(await cases()).toEqual(before);
  expect(await history()).toEqual(told);
});

it('a replay while complaints arrive keeps every one of them', async () => {
  const ids = await complain(12);
  await replayMessages({ ids }, userId);
  await complain(6);
  await drain();
  expect(await perCase()).toEqual([{ case_id: 1, n: 18 }]);
  expect((await cases())[0]).toMatchObject({ complaints: 18, complainants: 18 });
});

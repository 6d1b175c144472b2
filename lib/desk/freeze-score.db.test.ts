// A decided case stays decided: closing or dismissing freezes what led to it, and only something new opens another.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { closeCase } from './close-case';
import { dismissCase } from './dismiss-case';
import { refreshScores } from './refresh-scores';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;
let userId: number;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net', 'loop-b.example.net']);
  const user = await db.prisma.user.create({ data: { login: 'ada', name: 'Ada' } });
  userId = user.id;
});
afterEach(() => db.drop());

let serial = 0;
const complain = async (count: number): Promise<void> => {
  const mails = Array.from({ length: count }, () => ({
    raw: arfMail({ loop: 'loop-a.example.net', sender: 'a@example.com', serial: (serial += 1) }),
  }));
  await storeMails(db, mails);
  await drain();
};
const open = () => db.sql<{ id: number; version: number }[]>`SELECT id, version FROM "case" WHERE is_open`;
const only = async () => (await open())[0] as { id: number; version: number };

it('closing as confirmed abuse raises the history factor, and that alone opens no new case', async () => {
  await complain(12);
  const { id, version } = await only();
  expect(
    await closeCase({ caseId: id, version, userId, outcome: 'confirmed-abuse', note: null }),
  ).toMatchObject({ ok: true });
  const [account] = await db.sql`SELECT score, baseline, history_factor, incidents FROM account`;
  expect(account).toMatchObject({ history_factor: 1.5, incidents: 1 });
  expect(account?.['score']).toBeCloseTo(54, 0);
  expect(account?.['baseline']).toBe(account?.['score']);
  await refreshScores();
  await complain(1);
  expect(await open()).toHaveLength(0);
});

it('a dismissed account comes back with a stage higher, not with one complaint more', async () => {
  await complain(10);
  const { id, version } = await only();
  expect(await dismissCase({ caseId: id, version, userId, reason: 'no-abuse', note: null })).toMatchObject({
    ok: true,
  });
  await complain(1);
  expect(await open()).toHaveLength(0);
  await storeMails(
    db,
    Array.from({ length: 12 }, () => ({
      raw: arfMail({ loop: 'loop-b.example.net', sender: 'a@example.com', serial: (serial += 1) }),
    })),
  );
  await drain();
  expect(await open()).toHaveLength(1);
});

it('the baseline falls once the account is quiet again, so that the next wave is judged afresh', async () => {
  await complain(10);
  const { id, version } = await only();
  await dismissCase({ caseId: id, version, userId, reason: 'no-abuse', note: null });
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);
  await refreshScores(() => days(5));
  await refreshScores(() => days(7));
  const [account] = await db.sql`SELECT baseline, stage FROM account`;
  expect(account).toEqual({ baseline: null, stage: 0 });
});

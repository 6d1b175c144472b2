// Figures of cases follow what happens: a lock that is ordered and proved, complaints in spite of it, an end that is taken
// back; and who may see figures per person.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { readPerAgent } from '@/lib/statistics/agent-setting';
import { countStatistics } from './count-statistics';
import { readStatistics } from './read-statistics';
import { switchAgentFigures } from './switch-agent-figures';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

const HOUR = 3_600_000;
const loop = 'loop-a.example.net';
const start = Math.floor(Date.now() / HOUR) * HOUR - 20 * HOUR;
const at = (hours: number) => new Date(start + hours * HOUR);
let db: TestDatabase;
let serial = 0;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
  await db.sql`INSERT INTO app_user (id, login, name, role) VALUES (1, 'ada', 'Ada', 'admin')`;
});
afterEach(() => db.drop());

async function complain(received: Date, sentAt: Date, count = 1): Promise<void> {
  const mails = Array.from({ length: count }, () => ({
    raw: arfMail({ loop, sender: 'a@example.com', serial: (serial += 1), sentAt }),
    receivedAt: received,
  }));
  await storeMails(db, mails);
  await drain();
}

/** What a run finds is counted by the next one. */
async function count(): Promise<void> {
  await countStatistics();
  await countStatistics();
}

const figure = async () =>
  (await db.sql<Record<string, unknown>[]>`SELECT * FROM case_figure`)[0] as Record<string, unknown>;

async function openCase(): Promise<number> {
  await complain(at(0), at(-1), 12);
  const [row] = await db.sql<{ id: number }[]>`SELECT id FROM "case"`;
  if (row === undefined) throw new Error('the complaints opened no case');
  return row.id;
}

it('a lock is ordered, proved, and leaks', async () => {
  const id = await openCase();
  await db.sql`INSERT INTO connector (id, name, kind, measures) VALUES (1, 'C', 'manual', '{send-lock}')`;
  await db.sql`
    INSERT INTO measure (case_id, account_id, connector_id, kind, ground, wanted_at, confirmed_at, ended_at)
    SELECT ${id}, account_id, 1, 'send-lock', '{}', ${at(3)}, ${at(4)}, ${at(10)} FROM "case"`;
  // Before the lock, a straggler during it, one about mail of its time, one after its end.
  await complain(at(2), at(1));
  await complain(at(5), at(1));
  await complain(at(6), at(5));
  await complain(at(11), at(9));
  await count();
  expect(await figure()).toMatchObject({
    case_id: id,
    programs: ['loop:1'],
    first_complaint_at: at(0),
    lock_wanted_at: at(3),
    lock_confirmed_at: at(4),
    after_lock: 2,
    sent_after_lock: 1,
    ended: null,
  });
});

it('an end, and an end that is taken back', async () => {
  const id = await openCase();
  const end = async (state: string, outcome: string | null, kind: string) => {
    await db.sql`
      UPDATE "case" SET state = ${state}::case_state, outcome = ${outcome}, is_incident = ${outcome === 'confirmed-abuse'},
        closed_at = ${outcome === null ? null : at(1)} WHERE id = ${id}`;
    await db.sql`INSERT INTO case_event (case_id, kind) VALUES (${id}, ${kind})`;
    await count();
    const { ended, is_repeat: isRepeat } = await figure();
    return [ended, isRepeat];
  };
  expect(await end('dismissed', 'wanted-mail', 'dismissed')).toEqual(['unfounded', false]);
  expect(await end('in_review', null, 'reopened')).toEqual([null, true]);
  expect(await end('closed', 'confirmed-abuse', 'closed')).toEqual(['confirmed', true]);
  expect(await end('closed', 'duplicate', 'closed')).toEqual(['other', true]);
});

it('per person: off, on only where it is agreed, and each change is in the audit chain', async () => {
  const day = new Date().toISOString().slice(0, 10);
  const agents = async () => (await readStatistics({ from: day, to: day })).agents;
  expect(await agents()).toBeNull();
  expect(await switchAgentFigures({ isOn: true, isAgreed: false }, { id: 1 })).toMatchObject({
    ok: false,
    code: 'not-agreed',
  });
  expect(await readPerAgent(db.sql)).toBe(false);
  expect(await switchAgentFigures({ isOn: true, isAgreed: true }, { id: 1 })).toMatchObject({ ok: true });
  expect(await agents()).toEqual([]);
  expect(await switchAgentFigures({ isOn: false, isAgreed: false }, { id: 1 })).toMatchObject({ ok: true });
  expect(await agents()).toBeNull();
  const audit = await db.sql`
    SELECT user_id, detail FROM audit_entry WHERE action = 'statistics-per-agent-changed' ORDER BY id`;
  expect(audit).toMatchObject([
    { user_id: 1, detail: { from: false, to: true } },
    { user_id: 1, detail: { from: true, to: false } },
  ]);
});

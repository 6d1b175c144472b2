// Reminders and the hand-over to a person: each once, whatever races or dies, and never while the customer may have
// answered. The database's clock is the test's: every moment comes in.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { Sql, Tx } from '@/lib/db/sql';
import { takeFollowUp } from '@/lib/notices/schedule-store';
import { saveSetting } from '@/lib/notices/settings-store';
import { defaultSchedule, type NoticeSchedule } from '@/lib/notices/schedule';
import { changeReminders } from './change-reminders';
import { noteBounce } from './note-undelivered';
import { sendReminders } from './send-reminders';
import { takeAnswer } from './take-answer';
import { lockCase } from '@/lib/cases/decide-store';
import type { MeasureCase } from './testing/measures';
import { outsideContact, prepareCustomerCase, releaseComposed, sendOut } from './testing/noticed-case';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

let db: TestDatabase;
let made: MeasureCase;
let noticeId: number;
// A Monday noon.
const start = new Date('2026-11-02T11:00:00Z');
const day = (n: number) => new Date(start.getTime() + n * 86_400_000 + 60_000);
const run = (n: number) => sendReminders(() => day(n));
const schedule: NoticeSchedule = {
  ...defaultSchedule,
  quiet: { opens: 0, closes: 24, weekends: false, holidays: false, days: [] },
};
const set = (value: NoticeSchedule) =>
  db.sql.begin((tx) => saveSetting(tx, { kind: 'schedule', value }, made.agentId));

beforeEach(async () => {
  db = await freshDatabase();
  made = await prepareCustomerCase(db);
  await set(schedule);
  noticeId = await releaseComposed(db, made, start);
  await sendOut(start);
});
afterEach(() => db.drop());

const reminders = () =>
  db.sql<{ state: string; releasedBy: number | null }[]>`
    SELECT state, released_by_id AS "releasedBy" FROM notice WHERE kind = 'reminder' ORDER BY id`;
const tasks = () => db.sql<{ kind: string; open: boolean; phone: string | null }[]>`
    SELECT kind, done_at IS NULL AS open, detail->>'phone' AS phone FROM task ORDER BY id`;
const theCase = async () =>
  (await db.sql<{ state: string; attention: boolean }[]>`SELECT state, attention FROM "case"`)[0];
const answer = (
  handled: Date | null,
  at: Date,
  caseId: number | null = made.caseId,
  subject = 'Re:',
  on: Sql | Tx = db.sql,
) =>
  on`
    WITH mail AS (INSERT INTO raw_message (sha256, size_bytes, received_at, month, state)
      VALUES (sha256(${`${at.getTime()}`}::bytea), 1, ${at}, date_trunc('month', current_date), 'kept') RETURNING id)
    INSERT INTO reply (raw_message_id, case_id, linked_by, kind, from_address, subject, received_at, text, handled_at)
    SELECT id, ${caseId}, 'token', 'answer', ${outsideContact}, ${subject}, ${at}, 'x', ${handled} FROM mail`;

describe('a customer who does not answer', () => {
  it('is reminded twice, by mails that say a program sent them, and then called', async () => {
    expect(await run(2)).toBe(0);
    expect(await run(3)).toBe(1);
    expect(await run(3), 'it has not left yet').toBe(0);
    const [mail] = await sendOut(day(3));
    expect(mail?.to).toBe(outsideContact);
    expect(mail?.mime).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(await reminders()).toEqual([{ state: 'accepted', releasedBy: null }]);
    expect(await run(6)).toBe(0);
    expect(await run(7)).toBe(1);
    await sendOut(day(7));
    expect(await run(9)).toBe(0);
    expect(await theCase()).toEqual({ state: 'waiting_for_customer', attention: false });
    expect(await run(10)).toBe(1);
    expect(await theCase()).toEqual({ state: 'waiting_for_customer', attention: true });
    expect(await tasks()).toEqual([{ kind: 'no-answer', open: true, phone: '030 1' }]);
    expect(await run(30), 'nothing more').toBe(0);
    expect(await reminders()).toHaveLength(2);
  });

  it('is reminded once by any number of workers', async () => {
    await Promise.all([run(3), run(3), run(3), run(3)]);
    expect(await reminders()).toHaveLength(1);
    await sendOut(day(3));
    await run(7);
    await sendOut(day(7));
    await Promise.all([run(10), run(10), run(10)]);
    expect(await tasks()).toHaveLength(1);
    expect(await db.sql`SELECT step, kind FROM follow_up ORDER BY step`).toEqual([
      { step: 0, kind: 'escalated' },
      { step: 1, kind: 'reminded' },
      { step: 2, kind: 'reminded' },
    ]);
  });

  it('has each step taken by one, whoever asks at the same time', async () => {
    const step = { noticeId, step: 1, caseId: made.caseId, kind: 'reminded' } as const;
    const take = () => db.sql.begin((tx) => takeFollowUp(tx, step, day(3)));
    expect((await Promise.all([take(), take(), take()])).sort()).toEqual([false, false, true]);
  });

  it('is not reminded where the answer comes while a worker is about to', async () => {
    let running: Promise<number> | undefined;
    await db.sql.begin(async (tx) => {
      await lockCase(tx, made.caseId);
      running = run(3);
      await vi.waitFor(async () => {
        const waiting = await db.sql`
          SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        expect(waiting).toHaveLength(1);
      }, 20_000);
      await answer(null, day(3), made.caseId, 'Re:', tx);
    });
    expect(await running).toBe(0);
    expect(await reminders()).toHaveLength(0);
  });

  it('is reminded once where a worker dies before the end of its transaction', async () => {
    await db.sql`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'killed'; END $$`;
    await db.sql`CREATE TRIGGER die BEFORE INSERT ON case_event FOR EACH ROW EXECUTE FUNCTION die()`;
    expect(await run(3)).toBe(0);
    expect(await reminders()).toHaveLength(0);
    expect(await db.sql`SELECT 1 FROM follow_up`, 'the step is not taken without its mail').toHaveLength(0);
    await db.sql`DROP TRIGGER die ON case_event`;
    expect(await run(3)).toBe(1);
    expect(await reminders()).toHaveLength(1);
  });

  it('gets the next round from the next notice', async () => {
    await run(3);
    await sendOut(day(3));
    await releaseComposed(db, made, day(4), { kind: 'questions', remark: 'Welches Gerät?' });
    await sendOut(day(4));
    expect(await run(6)).toBe(0);
    expect(await run(8)).toBe(1);
    expect(await reminders()).toHaveLength(2);
  });
});

describe('nothing is sent', () => {
  it.each([
    ['an answer is open', () => answer(null, day(1))],
    ['an answer was dealt with and nobody wrote since', () => answer(day(2), day(1))],
    [
      'mail of nobody names the case',
      () => answer(null, day(1), null, `zu AD-2026-${1000 + made.accountId}`),
    ],
    ['the account is released', () => db.sql`UPDATE "case" SET state = 'released'`],
    [
      'a release is under way',
      () => db.sql`UPDATE "case" SET release_wanted_at = now(), release_wanted_by_id = ${made.agentId}`,
    ],
    ['the notice may not have arrived', () => db.sql`UPDATE notice SET state = 'ambiguous'`],
    [
      'a mailbox was not read for an hour',
      () => db.sql`
      INSERT INTO mailbox (name, kind, last_proved_at) VALUES ('Antworten', 'imap', ${day(2)})`,
    ],
    [
      'the mailbox for answers is paused',
      () => db.sql`
      INSERT INTO mailbox (name, kind, role, paused, last_proved_at) VALUES ('Antworten', 'imap', 'replies', true, ${day(3)})`,
    ],
    [
      'mail lies unread in the desk',
      () => db.sql`
      INSERT INTO raw_message (sha256, size_bytes, received_at, stored_at, month)
      VALUES (sha256('x'), 1, ${day(2)}, ${day(2)}, date_trunc('month', current_date))`,
    ],
  ])('while %s', async (_, cause) => {
    await cause();
    expect(await run(3)).toBe(0);
    expect(await reminders()).toHaveLength(0);
  });

  it('after the notice bounced and nobody else can be written to', async () => {
    await db.sql.begin((tx) => noteBounce(tx, noticeId, '5.1.1', day(1)));
    expect(await run(3)).toBe(0);
    expect(await reminders()).toHaveLength(0);
  });

  it('at night, and on holidays', async () => {
    await set(defaultSchedule);
    expect(await sendReminders(() => new Date('2026-11-05T20:00:00Z'))).toBe(0);
    expect(await sendReminders(() => new Date('2026-11-06T09:00:00Z'))).toBe(1);
  });
});

describe('people', () => {
  const change = (what: 'stopped' | 'resumed' | 'taken-up') =>
    changeReminders({
      caseId: made.caseId,

      userId: made.agentId,
      change: what,
    });

  it('are asked to remind where the desk is not to', async () => {
    await set({ ...schedule, mode: 'propose' });
    expect(await run(3)).toBe(1);
    expect(await run(3), 'asked once').toBe(0);
    expect(await tasks()).toMatchObject([{ kind: 'reminder-due', open: true }]);
    await releaseComposed(db, made, day(4), { kind: 'reminder' });
    await sendOut(day(4));
    expect(await run(5)).toBe(0);
    expect(await tasks(), 'it is written').toMatchObject([{ kind: 'reminder-due', open: false }]);
    expect(await run(7)).toBe(1);
  });

  it('stop the reminders of a case and let them go on', async () => {
    await change('stopped');
    expect(await run(3)).toBe(0);
    await change('resumed');
    expect(await run(3)).toBe(1);
    expect(await db.sql`SELECT detail->>'action' AS action FROM case_event WHERE kind = 'follow-up'`).toEqual(
      [{ action: 'stopped' }, { action: 'resumed' }],
    );
  });

  it('take a case up, and its task is done', async () => {
    await run(10);
    expect(await change('taken-up')).toMatchObject({ ok: true });
    expect(await theCase()).toMatchObject({ attention: false });
    expect(await tasks()).toMatchObject([{ kind: 'no-answer', open: false }]);
  });

  it('need not call any more where the answer came', async () => {
    await run(10);
    await db.sql.begin(async (tx) => {
      const held = await lockCase(tx, made.caseId);
      if (held === null) throw new Error('no case');
      await takeAnswer(tx, held, { id: 1, from: '', action: 'received', userId: null }, day(11));
    });
    await run(12);
    expect(await tasks()).toMatchObject([{ kind: 'no-answer', open: false }]);
    expect(await theCase()).toMatchObject({ state: 'answered', attention: false });
  });
});

// The silence alarm on a real database: reports are counted once each, the alarm raises one task and ends with the next
// report, a pause and a marked outage teach nothing.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { listLoops } from '@/lib/feedback-loops/queries';
import { findRhythm } from '@/lib/feedback-loops/rhythm-queries';
import type { SignedInUser } from '@/lib/users/types';
import { markLoopOutage } from './mark-loop-outage';
import { removeLoopOutage } from './remove-loop-outage';
import { replayMessages } from './replay-messages';
import { arfMail } from './testing/arf';
import { signedIn } from './testing/signed-in';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { watchLoops } from './watch-loops';

const DAY = 86_400_000;
const loop = 'loop-a.example.net';
let db: TestDatabase;
let admin: SignedInUser;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
  const user = await db.prisma.user.create({ data: { login: 'ada', name: 'Ada', role: 'admin' } });
  admin = signedIn(user.id);
});
afterEach(() => db.drop());

let serial = 0;
async function reportAt(...times: Date[]): Promise<void> {
  const mails = times.map((receivedAt) => ({
    raw: arfMail({ loop, sender: 'a@example.com', serial: (serial += 1) }),
    receivedAt,
  }));
  await storeMails(db, mails);
  await drain();
}

/** Two a day for `days` days up to `until`, as if they had been counted then. */
async function history(until: Date, days: number): Promise<void> {
  await db.sql`
    INSERT INTO feedback_loop_day (feedback_loop_id, day, reports)
    SELECT l.id, (${until}::timestamptz AT TIME ZONE 'UTC')::date - back, 20
    FROM feedback_loop l, generate_series(0, ${days - 1}::int) AS back`;
  await db.sql`UPDATE feedback_loop SET last_report_at = ${until}, watched_since = ${new Date(until.getTime() - days * DAY)}`;
}

const days = () => db.sql<{ day: string; reports: number }[]>`
  SELECT day::text AS day, reports FROM feedback_loop_day ORDER BY day`;
const tasks = () => db.sql<{ open: boolean; done_by_id: number | null }[]>`
  SELECT done_at IS NULL AS open, done_by_id FROM task WHERE kind = 'loop-silent' ORDER BY id`;
const id = async () => (await db.sql<{ id: number }[]>`SELECT id FROM feedback_loop`)[0]?.id ?? 0;

describe('counting', () => {
  it('counts each report once, a run after it was seen', async () => {
    await reportAt(
      new Date('2026-11-20T10:00:00Z'),
      new Date('2026-11-20T23:59:00Z'),
      new Date('2026-11-21T00:01:00Z'),
    );
    await watchLoops();
    expect(await days()).toEqual([]);
    await watchLoops();
    const counted = [
      { day: '2026-11-20', reports: 2 },
      { day: '2026-11-21', reports: 1 },
    ];
    expect(await days()).toEqual(counted);
    await watchLoops();
    expect(await days()).toEqual(counted);
    await reportAt(new Date('2026-11-20T12:00:00Z'));
    await watchLoops();
    await watchLoops();
    expect(await days()).toEqual([{ day: '2026-11-20', reports: 3 }, counted[1]]);
    const [row] = await listLoops(new Date('2026-11-21T12:00:00Z'));
    expect(row?.lastReportAt).toEqual(new Date('2026-11-21T00:01:00Z'));
    expect(row?.days.slice(-3)).toEqual([0, 3, 1]);
  });

  it('a mail that is read anew counts once, whether it was counted before or not', async () => {
    await reportAt(new Date('2026-11-20T10:00:00Z'), new Date('2026-11-20T11:00:00Z'));
    const mails = await db.sql<{ id: number }[]>`SELECT id::int FROM raw_message ORDER BY id`;
    const replay = async () => {
      await replayMessages({ ids: mails.map((mail) => mail.id) }, admin.id);
      await drain();
    };
    await replay();
    await watchLoops();
    await watchLoops();
    expect(await days()).toEqual([{ day: '2026-11-20', reports: 2 }]);
    await replay();
    await watchLoops();
    await watchLoops();
    expect(await days()).toEqual([{ day: '2026-11-20', reports: 2 }]);
  });

  it('two runs at once count as one', async () => {
    await reportAt(new Date('2026-11-20T10:00:00Z'));
    await watchLoops();
    await Promise.all([watchLoops(), watchLoops()]);
    expect(await days()).toEqual([{ day: '2026-11-20', reports: 1 }]);
  });
});

describe('the alarm', () => {
  const last = new Date('2026-09-16T15:00:00Z');
  const after = (count: number) => new Date(last.getTime() + count * DAY);

  it('raises one task when a daily loop is silent for days, and ends it with the next report', async () => {
    await history(last, 100);
    expect(await watchLoops(after(1))).toBe(0);
    expect(await tasks()).toEqual([]);
    expect(await watchLoops(after(4))).toBe(1);
    expect(await watchLoops(after(5))).toBe(1);
    expect(await tasks()).toEqual([{ open: true, done_by_id: null }]);
    expect((await listLoops(after(5)))[0]?.silentSince).toEqual(last);

    await reportAt(after(6));
    await watchLoops(after(6.1));
    expect(await watchLoops(after(6.2))).toBe(0);
    expect(await tasks()).toEqual([{ open: false, done_by_id: null }]);
    expect((await listLoops(after(6.2)))[0]?.silentSince).toBeNull();
  });

  it('does not ring for a loop that is not active', async () => {
    await history(last, 100);
    await db.sql`UPDATE feedback_loop SET state = 'paused'`;
    expect(await watchLoops(after(60))).toBe(0);
    expect(await tasks()).toEqual([]);
  });

  it('a task that somebody ended is not raised again by the same silence', async () => {
    await history(last, 100);
    await watchLoops(after(4));
    await db.sql`UPDATE task SET done_at = now(), done_by_id = ${admin.id}`;
    await watchLoops(after(5));
    expect(await tasks()).toEqual([{ open: false, done_by_id: admin.id }]);
  });

  it('an outage that was marked makes the next alarm earlier', async () => {
    await history(last, 100);
    await db.sql`DELETE FROM feedback_loop_day WHERE day BETWEEN '2026-08-01' AND '2026-08-25'`;
    await watchLoops(after(1));
    const before = (await findRhythm(await id(), after(1)))?.alarmAt as Date;
    const marked = await markLoopOutage(
      { loopId: await id(), from: '2026-08-01', to: '2026-08-25' },
      admin,
      after(1),
    );
    expect(marked.ok).toBe(true);
    await watchLoops(after(1));
    const rhythm = await findRhythm(await id(), after(1));
    expect(rhythm?.alarmAt?.getTime()).toBeLessThan(before.getTime() - DAY);
    expect(rhythm?.outages).toMatchObject([{ fromDay: '2026-08-01', toDay: '2026-08-25', markedBy: 'Ada' }]);

    await removeLoopOutage(rhythm?.outages[0]?.id ?? 0, admin);
    await watchLoops(after(1));
    expect((await findRhythm(await id(), after(1)))?.alarmAt).toEqual(before);
  });
});

describe('marking', () => {
  it('refuses what is no span, what is to come, what is marked, and a loop that is gone', async () => {
    const now = new Date('2026-11-22T12:00:00Z');
    const mark = async (from: string, to: string, loopId?: number) => {
      const outcome = await markLoopOutage({ loopId: loopId ?? (await id()), from, to }, admin, now);
      return outcome.ok ? 'ok' : (outcome.fields?.['to'] ?? outcome.code);
    };
    expect(await mark('2026-11-20', '2026-11-19')).toBe('ends-before');
    expect(await mark('2026-11-20', '2026-11-23')).toBe('in-future');
    expect(await mark('2026-11-20', '2026-11-22')).toBe('ok');
    expect(await mark('2026-11-20', '2026-11-22')).toBe('already-marked');
    expect(await mark('2026-11-20', '2026-11-22', 4_711)).toBe('not-found');
    const audit = await db.sql`SELECT action FROM audit_entry WHERE action LIKE 'loop-outage%'`;
    expect(audit).toEqual([{ action: 'loop-outage-marked' }]);
  });

  it('proposes the longest gap that is over', async () => {
    await history(new Date('2026-11-21T12:00:00Z'), 60);
    await db.sql`DELETE FROM feedback_loop_day WHERE day BETWEEN '2026-11-01' AND '2026-11-07' OR day = '2026-10-20'`;
    const rhythm = await findRhythm(await id(), new Date('2026-11-21T13:00:00Z'));
    expect(rhythm).toMatchObject({ proposedFrom: '2026-11-01', proposedTo: '2026-11-07' });
  });
});

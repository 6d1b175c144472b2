// The life of a subscription on a real database: who moves it, what follows for its reports, its alarm, its tasks and its
// history.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { eventPageSize, listLoopEvents } from '@/lib/feedback-loops/event-queries';
import { findLoop } from '@/lib/feedback-loops/queries';
import type { LoopState } from '@/lib/feedback-loops/types';
import { listTasksOfLoop } from '@/lib/tasks/queries';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { moveFeedbackLoop } from './move-feedback-loop';
import { noteOnLoop } from './note-on-loop';
import { saveFeedbackLoop } from './save-feedback-loop';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { letter } from './testing/people';
import { signedIn } from './testing/signed-in';
import { watchLoops } from './watch-loops';

const loop = 'loop-a.example.net';
let db: TestDatabase;
let admin: SignedInUser;
let id: number;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
  const user = await db.prisma.user.create({ data: { login: 'ada', name: 'Ada', role: 'admin' } });
  admin = signedIn(user.id);
  id = (await db.sql<{ id: number }[]>`SELECT id FROM feedback_loop`)[0]?.id ?? 0;
});
afterEach(() => db.drop());

async function move(from: LoopState, to: LoopState, note: string | null = null): Promise<string> {
  const outcome = await moveFeedbackLoop({ id, from, to, note }, admin);
  return outcome.ok ? 'ok' : outcome.code;
}

const openTasks = () => db.sql<{ kind: string }[]>`SELECT kind FROM task WHERE done_at IS NULL ORDER BY kind`;

describe('a step', () => {
  it('stands in the history and in the audit, with its note', async () => {
    expect(await move('active', 'paused', 'Umzug')).toBe('ok');
    expect(await listLoopEvents(id, null)).toMatchObject([
      { kind: 'moved', by: 'Ada', detail: { from: 'active', to: 'paused', note: 'Umzug' } },
    ]);
    expect(await db.sql`SELECT action, user_id FROM audit_entry`).toEqual([
      { action: 'feedback-loop-moved', user_id: admin.id },
    ]);
  });

  it('that does not follow is refused, and so is one from a state that is past', async () => {
    expect(await move('active', 'planned')).toBe('not-after');
    expect(await move('planned', 'applied')).toBe('stale');
    expect((await findLoop(id))?.state).toBe('active');
    expect(await db.sql`SELECT count(*)::int AS n FROM feedback_loop_event`).toEqual([{ n: 0 }]);
  });

  it('of two at once is done once', async () => {
    const codes = await Promise.all([move('active', 'paused'), move('active', 'ended')]);
    expect(codes.sort()).toEqual(['ok', 'stale']);
  });

  it('to where reports are proved needs an identity', async () => {
    await db.sql`UPDATE feedback_loop SET state = 'applied', dkim_domains = '{}', envelope_domains = '{}'`;
    expect(await move('applied', 'active')).toBe('no-identity');
  });
});

describe('reports', () => {
  const trust = async () => {
    const [row] = await db.sql<{ trust: string }[]>`SELECT trust FROM report ORDER BY id DESC LIMIT 1`;
    return row?.trust;
  };
  let serial = 0;
  const report = async () => {
    await storeMails(db, [{ raw: arfMail({ loop, sender: 'a@example.com', serial: (serial += 1) }) }]);
    await drain();
    return trust();
  };

  it('prove themselves while it is active, not while it is paused, and again from verification on', async () => {
    expect(await report()).toBe('verified');
    await move('active', 'paused');
    expect(await report()).toBe('signed');
    await db.sql`UPDATE feedback_loop SET state = 'applied'`;
    await move('applied', 'verifying');
    expect(await report()).toBe('verified');
  });
});

describe('mail of its program', () => {
  const verification = async (state: LoopState) => {
    await db.sql`UPDATE feedback_loop SET state = ${state}`;
    forgetDeskContext();
    const body = 'Your verification code is: 481516\n\nThe code is valid for seven days.';
    const subject = 'Please verify your feedback loop enrollment';
    await storeMails(db, [{ raw: letter({ from: `fbl@${loop}`, subject, body }) }]);
    await drain();
    return db.sql<{ kind: string; loop: number | null }[]>`SELECT kind, feedback_loop_id AS loop FROM task`;
  };

  it.each(['planned', 'applied', 'verifying', 'paused'] as const)(
    'is a task on a subscription that is %s',
    async (state) => {
      expect(await verification(state)).toEqual([{ kind: 'loop-verification', loop: id }]);
      expect((await findLoop(id))?.state).toBe(state);
      const [task] = await listTasksOfLoop(id, { isAdmin: true });
      expect(task).toMatchObject({ kind: 'loop-verification', detail: { codes: ['481516'] } });
      expect(await listTasksOfLoop(id, { isAdmin: false })).toEqual([]);
    },
  );

  it('is none of one that has ended', async () => {
    expect((await verification('ended')).filter((task) => task.loop !== null)).toEqual([]);
  });

  it('is found among many tasks by its subscription', async () => {
    await db.sql`
      INSERT INTO task (kind, key, audience, feedback_loop_id, done_at)
      SELECT 'loop-administration', 'k' || n, 'admin', CASE n % 1000 WHEN 0 THEN ${id}::int END, now()
      FROM generate_series(1, 20000) AS n`;
    await db.sql`ANALYZE task`;
    const plan = await db.sql<{ 'QUERY PLAN': string }[]>`
      EXPLAIN SELECT id FROM task WHERE feedback_loop_id = ${id} AND done_at IS NULL ORDER BY id DESC LIMIT 20`;
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toMatch(/Seq Scan/);
  });
});

describe('what a state no longer needs', () => {
  it('ends with it: the alarm of one that is paused', async () => {
    await db.sql`
      UPDATE feedback_loop SET last_report_at = '2026-01-05', watched_since = '2025-06-01', expected_per_day = 50`;
    expect(await watchLoops(new Date('2026-05-01T12:00:00Z'))).toBe(1);
    expect(await openTasks()).toEqual([{ kind: 'loop-silent' }]);
    await move('active', 'paused');
    expect(await openTasks()).toEqual([]);
    expect(await db.sql`SELECT silent_since FROM feedback_loop`).toEqual([{ silent_since: null }]);
    expect(await watchLoops(new Date('2026-05-01T12:05:00Z'))).toBe(0);
  });

  it('ends with it: all tasks of one that has ended', async () => {
    await db.sql`
      INSERT INTO task (kind, key, audience, feedback_loop_id) VALUES
        ('loop-administration', 'a', 'admin', ${id}), ('loop-renewal', 'b', 'admin', ${id}), ('report-flood', 'c', 'all', NULL)`;
    await move('active', 'ended');
    expect(await openTasks()).toEqual([{ kind: 'report-flood' }]);
  });
});

describe('a renewal', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const saved = async () => {
    const found = await findLoop(id);
    if (found === null) throw new Error('the loop is gone');
    return found;
  };
  const renewOn = async (renewsOn: string | null) => {
    const { settings, version } = await saved();
    return saveFeedbackLoop({ id, version, settings: { ...settings, renewsOn } }, admin);
  };

  it('is a task thirty days before, once, and ends when the date moves', async () => {
    await renewOn('2026-12-23');
    await watchLoops(now);
    expect(await openTasks()).toEqual([]);
    await watchLoops(new Date('2026-11-23T00:01:00Z'));
    await watchLoops(new Date('2026-11-24T00:01:00Z'));
    expect(await db.sql`SELECT kind, occurrences FROM task`).toEqual([
      { kind: 'loop-renewal', occurrences: 1 },
    ]);
    await renewOn('2027-12-23');
    await watchLoops(new Date('2026-11-25T00:01:00Z'));
    expect(await openTasks()).toEqual([]);
  });

  it('whose task somebody ended is not asked about again', async () => {
    await renewOn('2026-12-01');
    await watchLoops(now);
    await db.sql`UPDATE task SET done_at = now(), done_by_id = ${admin.id}`;
    await watchLoops(new Date('2026-11-24T12:00:00Z'));
    expect(await openTasks()).toEqual([]);
  });
});

describe('the history', () => {
  it('names what a change of the settings changed, and nothing else', async () => {
    const found = await findLoop(id);
    if (found === null) throw new Error('the loop is gone');
    const settings = { ...found.settings, factor: 0.5, renewsOn: '2027-01-31', ownerId: admin.id };
    await saveFeedbackLoop({ id, version: found.version, settings }, admin);
    expect(await listLoopEvents(id, null)).toMatchObject([
      {
        kind: 'changed',
        detail: {
          before: { factor: 1, renewsOn: null, ownerId: null },
          after: { factor: 0.5, renewsOn: '2027-01-31', ownerId: admin.id },
        },
      },
    ]);
    expect((await findLoop(id))?.settings).toEqual(settings);
  });

  it('pages by key, and reads only what it shows', async () => {
    await db.sql`
      INSERT INTO feedback_loop_event (feedback_loop_id, kind, detail)
      SELECT ${id}, 'noted', jsonb_build_object('text', n) FROM generate_series(1, 20000) AS n`;
    await noteOnLoop({ id, text: 'zuletzt' }, admin);
    const first = await listLoopEvents(id, null);
    expect(first).toHaveLength(eventPageSize + 1);
    expect(first[0]).toMatchObject({ kind: 'noted', detail: { text: 'zuletzt' } });
    const second = await listLoopEvents(id, first[eventPageSize - 1]?.id ?? 0);
    expect(second[0]?.id).toBe(first[eventPageSize]?.id);
    await db.sql`ANALYZE feedback_loop_event`;
    const plan = await db.sql<{ 'QUERY PLAN': string }[]>`
      EXPLAIN SELECT id FROM feedback_loop_event WHERE feedback_loop_id = ${id} AND id < 10000 ORDER BY id DESC LIMIT 31`;
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index.*feedback_loop_event/);
  });
});

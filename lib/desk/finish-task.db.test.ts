// Tasks on the screen: who sees which, in what order, and what ending one leaves behind.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { TaskListView } from '@/lib/tasks/list-parameters';
import { countOpenTasks, listTasks, listTasksOfMail } from '@/lib/tasks/queries';
import { raiseTasks } from '@/lib/tasks/store';
import type { NewTask } from '@/lib/tasks/types';
import { finishTask } from './finish-task';

let database: TestDatabase;
const anna = { id: 1, role: 'admin' } as const;
const ben = { id: 2, role: 'agent' } as const;
const open: TaskListView = { tab: 'open', after: null, before: null };
const done: TaskListView = { ...open, tab: 'done' };

function task(key: string, more: Partial<NewTask> = {}): NewTask {
  const plain = {
    kind: 'report-flood',
    audience: 'all',
    detail: {},
    feedbackLoopId: null,
    rawMessageId: null,
  } as const;
  return { ...plain, key, ...more };
}

async function raise(...tasks: NewTask[]): Promise<void> {
  await database.sql.begin((tx) => raiseTasks(tx, tasks));
}

/** Ids by key. */
async function ids(): Promise<Record<string, number>> {
  const rows = await database.sql<
    { key: string; id: number }[]
  >`SELECT key, id FROM task WHERE done_at IS NULL`;
  return Object.fromEntries(rows.map(({ key, id }) => [key, id]));
}

beforeAll(async () => {
  database = await freshDatabase();
  const { sql } = database;
  await sql`INSERT INTO app_user (login, name, role) VALUES ('anna', 'Anna Adler', 'admin'), ('ben', 'Ben Bach', 'agent')`;
  await sql`INSERT INTO feedback_loop (name, program) VALUES ('Freipost', 'test')`;
  await sql`
    INSERT INTO raw_message (sha256, size_bytes, received_at, month, state) VALUES
      (sha256('1'), 1, now(), '2026-11-01', 'kept'), (sha256('2'), 1, now(), '2026-11-01', 'restricted')`;
  await raise(
    task('flood', { rawMessageId: 1 }),
    task('code', { kind: 'loop-verification', audience: 'admin', feedbackLoopId: 1, rawMessageId: 1 }),
    task('hidden', { kind: 'restricted-report', audience: 'restricted', rawMessageId: 2 }),
    task('points-at-hidden', { rawMessageId: 2 }),
  );
});
afterAll(() => database.drop());

describe('the list of tasks', () => {
  it('shows an agent what is for all, an admin also what is for admins, nobody what is restricted', async () => {
    const kinds = async (isAdmin: boolean) =>
      (await listTasks(open, { isAdmin })).rows.map(({ kind }) => kind).sort();
    expect(await kinds(false)).toEqual(['report-flood', 'report-flood']);
    expect(await kinds(true)).toEqual(['loop-verification', 'report-flood', 'report-flood']);
    expect(await countOpenTasks({ isAdmin: false })).toBe(2);
    expect(await countOpenTasks({ isAdmin: true })).toBe(3);
  });

  it('never leads to a restricted mail', async () => {
    const { rows } = await listTasks(open, { isAdmin: true });
    expect(rows.map(({ mailId }) => mailId).sort()).toEqual([1, 1, null]);
  });

  it('names the feedback loop, and knows the tasks of a mail', async () => {
    const ofMail = await listTasksOfMail(1, { isAdmin: true });
    expect(ofMail.map(({ kind }) => kind)).toEqual(['report-flood', 'loop-verification']);
    expect(ofMail[1]?.feedbackLoop).toEqual({ id: 1, name: 'Freipost' });
    expect(await listTasksOfMail(1, { isAdmin: false })).toHaveLength(1);
  });

  it('puts the newest occurrence first, and pages to the end and back', async () => {
    for (let i = 0; i < 7; i += 1) await raise(task(`paged-${i}`));
    await raise(task('flood'));
    const first = await listTasks(open, { isAdmin: false }, 4);
    expect(first.rows[0]).toMatchObject({ id: (await ids())['flood'], occurrences: 2, mailId: 1 });
    const second = await listTasks({ ...open, after: first.after }, { isAdmin: false }, 4);
    const third = await listTasks({ ...open, after: second.after }, { isAdmin: false }, 4);
    const all = [...first.rows, ...second.rows, ...third.rows].map(({ id }) => id);
    expect(new Set(all).size).toBe(9);
    expect(third.after).toBeNull();
    expect(await listTasks({ ...open, before: second.before }, { isAdmin: false }, 4)).toEqual(first);
  });
});

describe('ending a task', () => {
  it('takes it out of the open ones, says who did it, and writes it down', async () => {
    const id = (await ids())['flood'] ?? 0;
    expect(await finishTask({ taskId: id, note: 'Absender gesperrt' }, ben)).toEqual({
      ok: true,
      data: { taskId: id },
    });
    expect((await listTasks(open, { isAdmin: true })).rows.map((row) => row.id)).not.toContain(id);
    const { rows } = await listTasks(done, { isAdmin: false });
    expect(rows).toMatchObject([{ id, done: { by: 'Ben Bach', note: 'Absender gesperrt' } }]);
    const [entry] =
      await database.sql`SELECT action, user_id, subject, detail FROM audit_entry ORDER BY id DESC LIMIT 1`;
    expect(entry).toEqual({
      action: 'task-finished',
      user_id: 2,
      subject: `task:${id}`,
      detail: { kind: 'report-flood', note: 'Absender gesperrt' },
    });
  });

  it('tells the second person who was faster', async () => {
    const id = (await ids())['paged-0'] ?? 0;
    const both = await Promise.all([
      finishTask({ taskId: id, note: null }, anna),
      finishTask({ taskId: id, note: null }, ben),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const late = both.find(({ ok }) => !ok);
    const winner = both[0]?.ok ? 'Anna Adler' : 'Ben Bach';
    expect(late).toMatchObject({ code: 'task-done', values: { by: winner } });
  });

  it('is not for agents where the task is for admins, and for nobody where it is restricted', async () => {
    const { code = 0, hidden = 0 } = await ids();
    expect(await finishTask({ taskId: code, note: null }, ben)).toEqual({ ok: false, code: 'not-found' });
    expect(await finishTask({ taskId: hidden, note: null }, anna)).toEqual({ ok: false, code: 'not-found' });
    expect(await finishTask({ taskId: 4711, note: null }, anna)).toEqual({ ok: false, code: 'not-found' });
    expect(await finishTask({ taskId: code, note: null }, anna)).toMatchObject({ ok: true });
  });

  it('lets the next occurrence raise a new task', async () => {
    await raise(task('flood'));
    expect((await ids())['flood']).toBeDefined();
    expect((await listTasks(done, { isAdmin: false })).rows.length).toBeGreaterThan(0);
  });
});

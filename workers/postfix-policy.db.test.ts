// The policy service over real connections: a lock holds at the next recipient of an open connection, answers keep their
// order, and the service goes on with what it knew while the database is away.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';

vi.mock('@/lib/env', async (original) => {
  const real = await original<typeof import('@/lib/env')>();
  return { ...real, env: () => ({ ...real.env(), POLICY_LISTEN: { host: '127.0.0.1', port: 0 } }) };
});
const database = vi.hoisted(() => ({ isAway: false, missed: 0 }));
vi.mock('@/lib/desk/policy-state', async (original) => {
  const real = await original<typeof import('@/lib/desk/policy-state')>();
  const readPolicyState: typeof real.readPolicyState = () => {
    if (!database.isAway) return real.readPolicyState();
    database.missed += 1;
    return Promise.reject(new Error('the database is away'));
  };
  return { ...real, readPolicyState };
});
const { answerPostfix } = await import('./postfix-policy');

let db: TestDatabase;
let stop: AbortController;
let running: Promise<void>;
let port: number;

beforeEach(async () => {
  Object.assign(database, { isAway: false, missed: 0 });
  db = await freshDatabase();
  stop = new AbortController();
  port = await new Promise<number>((resolve) => {
    running = answerPostfix(stop.signal, resolve);
  });
});
afterEach(async () => {
  stop.abort();
  await running;
  await db.drop();
});

class Postfix {
  readonly #socket: Socket;
  #text = '';
  constructor() {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('data', (chunk: Buffer) => (this.#text += chunk.toString()));
  }
  ask(login: string, state = 'RCPT'): void {
    this.#socket.write(
      `request=smtpd_access_policy\nprotocol_state=${state}\nrecipient=x@example.net\nsasl_username=${login}\n\n`,
    );
  }
  async answers(count: number): Promise<string[]> {
    const found = () => this.#text.split('\n\n').slice(0, -1);
    await expect.poll(() => found().length, { timeout: 5_000 }).toBeGreaterThanOrEqual(count);
    const answers = found();
    this.#text = '';
    return answers;
  }
  async end(): Promise<void> {
    this.#socket.destroy();
    await once(this.#socket, 'close');
  }
}

const restrict = (login: string, mode: 'locked' | 'throttled', perHour: number | null) =>
  db.sql`INSERT INTO send_restriction (login, mode, recipients_per_hour, case_number, idempotency_key)
    VALUES (${login}, ${mode}, ${perHour}, 'AD-2026-0042', 'k')`;

async function answerOf(postfix: Postfix, login: string): Promise<string> {
  postfix.ask(login);
  return (await postfix.answers(1))[0] ?? '';
}

it('refuses at the next recipient of a connection that is open already, and lets go again', async () => {
  const postfix = new Postfix();
  expect(await answerOf(postfix, 'erika@example.com')).toBe('action=DUNNO');
  await restrict('erika@example.com', 'locked', null);
  await expect
    .poll(() => answerOf(postfix, 'erika@example.com'), { timeout: 5_000 })
    .toBe('action=554 5.7.1 Versand gesperrt, Vorgang AD-2026-0042');
  expect(await answerOf(postfix, 'max@example.com')).toBe('action=DUNNO');
  await db.sql`DELETE FROM send_restriction`;
  await expect.poll(() => answerOf(postfix, 'erika@example.com'), { timeout: 5_000 }).toBe('action=DUNNO');
  await postfix.end();
});

it('answers in the order of the requests though a throttled one waits for its lease', async () => {
  await restrict('anna@example.com', 'throttled', 3);
  await restrict('erika@example.com', 'locked', null);
  const postfix = new Postfix();
  await expect.poll(() => answerOf(postfix, 'erika@example.com'), { timeout: 5_000 }).toContain('554');
  for (const login of ['anna', 'max', 'anna', 'erika', 'anna', 'anna', 'max'])
    postfix.ask(`${login}@example.com`);
  const answers = (await postfix.answers(7)).map((one) => one.slice(7, 12));
  expect(answers).toEqual(['DUNNO', 'DUNNO', 'DUNNO', '554 5', 'DUNNO', '450 4', 'DUNNO']);
  await postfix.end();
});

/** A send lock of the policy service and one of a database, both proved and due in an hour. */
async function twoLocks(): Promise<void> {
  await db.sql`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna')`;
  await db.sql`INSERT INTO account (login) VALUES ('erika@example.com')`;
  await db.sql`INSERT INTO connector (name, kind) VALUES ('Postfix', 'policy-service'), ('SQL', 'sql')`;
  await db.sql`
    INSERT INTO "case" (number, account_id, stage, score, peak_stage, initial_score, initial_lines)
    VALUES ('AD-2026-0042', 1, 3, 70, 3, 70, '[]')`;
  await db.sql`
    INSERT INTO measure (case_id, account_id, connector_id, kind, state, ground, read_back, probe, proved_at, due_at)
    SELECT 1, 1, id, 'send-lock', 'confirmed', '{}', '{}', '{}', now(), now() + interval '1 hour' FROM connector`;
}
const due = () => db.sql<{ kind: string }[]>`
  SELECT c.kind FROM measure m JOIN connector c ON c.id = m.connector_id WHERE m.due_at <= now()`;

it('has what it is to hold proved again when it begins', async () => {
  stop.abort();
  await running;
  await twoLocks();
  stop = new AbortController();
  await new Promise<number>((resolve) => {
    running = answerPostfix(stop.signal, resolve);
  });
  await expect.poll(due, { timeout: 5_000 }).toEqual([{ kind: 'policy-service' }]);
});

it('holds what it knew while the database is away, and has it proved again when it is back', async () => {
  await restrict('erika@example.com', 'locked', null);
  const postfix = new Postfix();
  await expect.poll(() => answerOf(postfix, 'erika@example.com'), { timeout: 5_000 }).toContain('554');
  await twoLocks();
  await db.sql`UPDATE measure SET due_at = now() + interval '1 hour'`;
  database.isAway = true;
  await db.sql`NOTIFY send_restriction`;
  await expect.poll(() => database.missed, { timeout: 5_000 }).toBeGreaterThan(0);
  expect(await answerOf(postfix, 'erika@example.com')).toContain('554');
  expect(await due(), 'nothing is looked at before it is back').toEqual([]);
  database.isAway = false;
  await expect.poll(due, { timeout: 5_000 }).toEqual([{ kind: 'policy-service' }]);
  await postfix.end();
});

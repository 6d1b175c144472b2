// A world for tests of intake: a Dovecot, a fresh database, a mailbox row, and the poller as a process that can be
// killed. `expectEverythingOnce` is invariant 1 and 2 in one place.

import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Sql } from '@/lib/db/sql';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { startDovecot, type Dovecot } from '@/lib/mailbox/testing/dovecot';
import { deliver, sampleMail } from '@/lib/mailbox/testing/deliver';
import { mailboxPasswordPlace, seal } from '@/lib/secrets/seal';

const KEY = randomBytes(32);

export interface World {
  db: Pick<TestDatabase, 'sql' | 'url'>;
  dovecot: Dovecot;
  stop(): Promise<void>;
}

export async function createWorld(options: Parameters<typeof startDovecot>[0] = {}): Promise<World> {
  const [db, dovecot] = await Promise.all([freshDatabase(), startDovecot(options)]);
  return {
    db,
    dovecot,
    async stop() {
      await dovecot.stop();
      await db.drop();
    },
  };
}

/** What a screen would show of the mailbox. */
export async function readHealth({ db }: World, mailboxId: number) {
  const [row] = await db.sql<{ lastProvedAt: Date | null; lastError: string | null; backlog: number }[]>`
    SELECT last_proved_at AS "lastProvedAt", last_error AS "lastError", backlog FROM mailbox WHERE id = ${mailboxId}`;
  if (row === undefined) throw new Error(`there is no mailbox ${mailboxId}`);
  return row;
}

/** No worker reads it any more. */
export async function pauseMailbox({ db }: World, mailboxId: number): Promise<void> {
  await db.sql`UPDATE mailbox SET paused = true WHERE id = ${mailboxId}`;
}

let users = 0;

/** A user of the Dovecot with `count` mails, and its mailbox row. */
export async function createMailbox(
  { db, dovecot }: World,
  count: number,
  overrides: { port?: number; password?: string; pollSeconds?: number } = {},
): Promise<{ user: string; id: number; maildir: string }> {
  users += 1;
  const user = `user${users}`;
  const maildir = dovecot.maildir(user);
  for (let number = 0; number < count; number += 1) deliver(maildir, sampleMail(`${user}-${number}`));
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO mailbox (name, kind, host, port, security, username, poll_seconds)
    VALUES (${user}, 'imap', '127.0.0.1', ${overrides.port ?? dovecot.port}, 'none', ${user}, ${overrides.pollSeconds ?? 1})
    RETURNING id`;
  const id = row?.id ?? 0;
  await setPassword(db.sql, id, overrides.password ?? 'secret');
  return { user, id, maildir };
}

/** Seals the password that the worker is to use from now on. */
export async function setPassword(sql: Sql, mailboxId: number, password: string): Promise<void> {
  const sealed = Buffer.from(seal(password, mailboxPasswordPlace(mailboxId), KEY));
  await sql`UPDATE mailbox SET password_sealed = ${sealed} WHERE id = ${mailboxId}`;
  await sql`SELECT pg_notify('mailbox', '')`;
}

export interface Worker {
  child: ChildProcess;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
  output(): string;
  stop(): Promise<void>;
}

/** Starts the poller on `databaseUrl`; it dies at `failpoint`, e.g. `after-commit:2`. */
export function startWorker(databaseUrl: string, failpoint?: string): Worker {
  const entry = join(import.meta.dirname, 'poll-entry.ts');
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    SECRET_KEY: KEY.toString('hex'),
    LOG_LEVEL: 'info',
  };
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', entry, ...(failpoint === undefined ? [] : [failpoint])],
    {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  };
  return { child, ended, output: () => output, stop };
}

/** Names of the files in `new` and `cur` of a Maildir folder. */
export function filesIn(maildir: string, folder = ''): string[] {
  const base = folder === '' ? maildir : join(maildir, `.${folder}`);
  return ['new', 'cur'].flatMap((sub) => {
    try {
      return readdirSync(join(base, sub));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  });
}

/** Waits until the inbox is empty and its mails are processed, then compares with the database. */
export async function expectEverythingOnce(
  { db }: World,
  mailbox: { id: number; maildir: string },
  expected: { messages: number; deliveries?: number; processed?: number },
  timeoutMs = 60_000,
): Promise<void> {
  const processed = expected.processed ?? expected.messages;
  await expect
    .poll(
      () => ({
        inbox: filesIn(mailbox.maildir).length,
        processed: filesIn(mailbox.maildir, 'Processed').length,
      }),
      {
        timeout: timeoutMs,
        interval: 100,
      },
    )
    .toEqual({ inbox: 0, processed });
  const counts = async () => {
    const [row] = await db.sql<{ messages: number; bytes: number; deliveries: number; unmoved: number }[]>`
      SELECT count(DISTINCT m.id)::int AS messages, count(DISTINCT b.raw_message_id)::int AS bytes,
             count(DISTINCT d.id)::int AS deliveries, (count(DISTINCT d.id) FILTER (WHERE d.moved_at IS NULL))::int AS unmoved
      FROM delivery d JOIN raw_message m ON m.id = d.raw_message_id
      LEFT JOIN raw_bytes b ON b.raw_message_id = m.id AND b.month = m.month
      WHERE d.mailbox_id = ${mailbox.id}`;
    return row;
  };
  await expect.poll(counts, { timeout: 20_000, interval: 100 }).toEqual({
    messages: expected.messages,
    bytes: expected.messages,
    deliveries: expected.deliveries ?? expected.messages,
    unmoved: 0,
  });
}

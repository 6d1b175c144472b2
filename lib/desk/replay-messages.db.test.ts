// Replaying mail: what was set aside waits again, counted and audited; what cannot be read anew is left alone.

import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { defaultMailView, type MailListView } from '@/lib/intake/list-parameters';
import { healthSummary } from '@/lib/intake/health-queries';
import { countMailStates, countReplayable, getMail, listMail } from '@/lib/intake/queries';
import { replayMessages } from './replay-messages';
import { storedBytes } from './testing/stored-bytes';

let database: TestDatabase;
const agent = 1;
const month = '2026-11-01';

beforeAll(async () => {
  database = await freshDatabase();
  const { sql } = database;
  await sql`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna Adler')`;
  await sql`
    INSERT INTO mailbox (name, kind, host, last_proved_at, paused, backlog, last_error) VALUES
      ('Abuse', 'imap', 'mail.example.net', '2026-11-21T18:00:00Z', false, 7, NULL),
      ('FBL', 'imap', 'mail.example.net', '2026-11-21T17:00:00Z', false, 0, 'sign-in'),
      ('Alt', 'imap', 'mail.example.net', NULL, true, 100, 'sign-in')`;
  await sql`SELECT ensure_raw_bytes_partition(${month}::date)`;
  for (let i = 1; i <= 60; i += 1) await deliver(i);
});
afterAll(() => database.drop());

const states = ['received', 'processed', 'not_recognised', 'quarantined'] as const;

async function deliver(i: number): Promise<void> {
  const raw = Buffer.from(`Subject: Mail ${i}\r\n\r\nText\r\n`);
  const state = states[i % 4] ?? 'received';
  const reason = {
    received: null,
    processed: null,
    not_recognised: 'no-known-format',
    quarantined: i % 20 === 3 ? 'too-large' : 'broken-arf',
  }[state];
  const [row] = await database.sql<{ id: number }[]>`
    INSERT INTO raw_message (sha256, size_bytes, received_at, month, state, reason_code, attempts)
    VALUES (${createHash('sha256').update(raw).digest()}, ${raw.length}, now(), ${month}, ${state}::message_state, ${reason}, 2)
    RETURNING id`;
  const id = row?.id ?? 0;
  await database.sql`INSERT INTO raw_bytes (raw_message_id, month, bytes) VALUES (${id}, ${month}, ${zstdCompressSync(raw)})`;
  await database.sql`
    INSERT INTO delivery (mailbox_id, uid_validity, uid, raw_message_id) VALUES (${1 + (i % 2)}, 1, ${String(i)}, ${id})`;
}

async function everyId(view: MailListView): Promise<number[]> {
  const ids: number[] = [];
  for (let after: number | null = null; ;) {
    const page = await listMail({ ...view, after }, 7);
    ids.push(...page.rows.map(({ id }) => id));
    after = page.after;
    if (after === null) return ids;
  }
}

describe('the list of mail', () => {
  it('pages through every mail once, newest first, by state and mailbox', async () => {
    const all = await everyId(defaultMailView);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    expect(new Set(all).size).toBe(60);
    expect(await everyId({ ...defaultMailView, state: 'quarantined' })).toHaveLength(15);
    expect(await everyId({ ...defaultMailView, mailbox: 1 })).toHaveLength(30);
    expect(await everyId({ ...defaultMailView, mailbox: 1, state: 'quarantined' })).toHaveLength(0);
  });

  it('pages back to where it came from', async () => {
    const first = await listMail(defaultMailView, 7);
    const second = await listMail({ ...defaultMailView, after: first.after }, 7);
    expect(await listMail({ ...defaultMailView, before: second.before }, 7)).toEqual(first);
  });

  it('shows a mail with where it lay, and gives its bytes back', async () => {
    const mail = await getMail(5);
    expect(mail).toMatchObject({
      state: 'processed',
      mailboxes: ['FBL'],
      deliveries: [{ uid: '5' }],
      reportIds: [],
    });
    expect((await storedBytes(5))?.toString()).toBe('Subject: Mail 5\r\n\r\nText\r\n');
    expect(await getMail(4711)).toBeNull();
    expect(await storedBytes(4711)).toBeNull();
  });
});

describe('health', () => {
  it('is as old as the oldest proof among the mailboxes that are polled', async () => {
    expect(await healthSummary()).toEqual({
      oldestProvedAt: new Date('2026-11-21T17:00:00Z'),
      mailboxes: 3,
      paused: 1,
      withError: 1,
      lastPushedAt: null,
      silentLogs: 0,
      backlog: 7,
      waiting: 15,
      quarantined: 15,
      notRecognised: 15,
      toCheck: 0,
    });
  });

  it('is unknown while one of them was never proved', async () => {
    await database.sql`UPDATE mailbox SET paused = false WHERE name = 'Alt'`;
    expect((await healthSummary()).oldestProvedAt).toBeNull();
    await database.sql`UPDATE mailbox SET paused = true WHERE name = 'Alt'`;
  });

  it('does not wait for polls of what is handed over', async () => {
    const before = await healthSummary();
    await database.sql`
      INSERT INTO mailbox (name, kind, origin, last_mail_at) VALUES
        ('LMTP', 'lmtp', 'built-in', '2026-11-21T16:00:00Z'), ('Upload', 'upload', 'built-in', '2026-11-21T18:00:00Z')`;
    expect(await healthSummary()).toEqual({ ...before, lastPushedAt: new Date('2026-11-21T16:00:00Z') });
  });
});

describe('replaying', () => {
  it('takes all of a filter but the stubs of oversize mail, and writes down how many', async () => {
    const filter = { state: 'quarantined', mailbox: 2 } as const;
    expect(await countReplayable(filter)).toBe(12);
    expect(await replayMessages({ filter }, agent)).toEqual({ ok: true, data: { count: 12 } });
    expect(await countMailStates()).toEqual({
      received: 27,
      processed: 15,
      to_check: 0,
      kept: 0,
      not_recognised: 15,
      quarantined: 3,
    });
    const [waiting] =
      await database.sql`SELECT max(attempts)::int AS attempts FROM raw_message WHERE reason_code IS NULL AND state = 'received' AND id % 4 = 3`;
    expect(waiting).toEqual({ attempts: 0 });
    const [entry] =
      await database.sql`SELECT action, user_id, detail FROM audit_entry ORDER BY id DESC LIMIT 1`;
    expect(entry).toEqual({
      action: 'mail-replayed',
      user_id: agent,
      detail: { count: 12, state: 'quarantined', mailbox: 2 },
    });
  });

  it('takes one processed mail', async () => {
    expect(await replayMessages({ ids: [5] }, agent)).toEqual({ ok: true, data: { count: 1 } });
    expect(await getMail(5)).toMatchObject({ state: 'received', attempts: 0 });
  });

  it('says so where there is nothing to replay', async () => {
    const [{ count: before } = { count: 0 }] = await database.sql<
      { count: number }[]
    >`SELECT count(*)::int FROM audit_entry`;
    expect(await replayMessages({ ids: [5, 4711] }, agent)).toEqual({ ok: false, code: 'nothing-to-replay' });
    const [{ count: after } = { count: 0 }] = await database.sql<
      { count: number }[]
    >`SELECT count(*)::int FROM audit_entry`;
    expect(after).toBe(before);
  });
});

// What the intake list shows of kept mail and of mail to check, and that restricted mail is nowhere in it.

import { randomBytes } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { healthSummary } from './health-queries';
import { defaultMailView, mailStates } from './list-parameters';
import { countMailStates, countReplayable, getMail, listKeptPlaces, listMail, readRaw } from './queries';
import { markForReplay } from './replay-store';

let database: TestDatabase;
const month = '2026-11-01';
const restrictedIds: number[] = [];

interface Mail {
  state: string;
  format?: string;
  reason?: string;
  facts?: Record<string, string>;
}

async function deliver({ state, format, reason, facts }: Mail): Promise<number> {
  const { sql } = database;
  const [row] = await sql<{ id: number }[]>`
    INSERT INTO raw_message (sha256, size_bytes, received_at, month, state, format, reason_code, facts, subject)
    VALUES (${randomBytes(32)}, 10, now(), ${month}, ${state}::message_state, ${format ?? null}, ${reason ?? null},
      ${facts ? sql.json(facts) : null}, 'Betreff') RETURNING id`;
  const id = row?.id ?? 0;
  await sql`INSERT INTO raw_bytes (raw_message_id, month, bytes) VALUES (${id}, ${month}, ${zstdCompressSync('Text')})`;
  await sql`INSERT INTO delivery (mailbox_id, uid_validity, uid, raw_message_id) VALUES (1, 1, ${String(id)}, ${id})`;
  return id;
}

beforeAll(async () => {
  database = await freshDatabase();
  const { sql } = database;
  await sql`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna Adler')`;
  await sql`INSERT INTO mailbox (name, kind, last_proved_at) VALUES ('Abuse', 'maildir', now()), ('LMTP', 'lmtp', NULL)`;
  await sql`SELECT ensure_raw_bytes_partition(${month}::date)`;
  for (let i = 0; i < 9; i += 1) {
    await deliver({ state: 'kept', format: 'dsn', facts: { status: '5.1.1', text: 'lang' } });
    restrictedIds.push(await deliver({ state: 'restricted' }));
  }
  for (let i = 0; i < 3; i += 1) await deliver({ state: 'kept', format: 'dmarc-aggregate' });
  await deliver({ state: 'kept', format: 'arf', reason: 'cfbl-not-signed' });
  await deliver({ state: 'to_check', format: 'text', reason: 'free-text', facts: { text: 'Excerpt' } });
  await deliver({ state: 'processed', format: 'dsn' });
});
afterAll(() => database.drop());

describe('the kept mail', () => {
  it('stands in places: by the reason it was kept for, else by its format', async () => {
    expect(await listKeptPlaces()).toEqual([
      { place: 'cfbl-not-signed', count: 1 },
      { place: 'dmarc-aggregate', count: 3 },
      { place: 'dsn', count: 9 },
    ]);
  });

  it('is listed place by place, with its facts and without its text', async () => {
    const view = { ...defaultMailView, state: 'kept', place: 'dsn' } as const;
    const first = await listMail(view, 5);
    const second = await listMail({ ...view, after: first.after }, 5);
    const rows = [...first.rows, ...second.rows];
    expect(rows).toHaveLength(9);
    expect(rows.every(({ format, state }) => format === 'dsn' && state === 'kept')).toBe(true);
    expect(rows[0]?.facts).toEqual({ status: '5.1.1' });
    expect(second.after).toBeNull();
    expect((await listMail({ ...view, place: 'arf' })).rows).toEqual([]);
    expect((await listMail({ ...view, place: 'cfbl-not-signed' })).rows).toHaveLength(1);
  });

  it('finds a place by its index, however much other mail is kept', async () => {
    await database.sql`
      INSERT INTO raw_message (sha256, size_bytes, received_at, month, state, format)
      SELECT sha256(convert_to(n::text, 'UTF8')), 1, now(), ${month}, 'kept', 'auto-reply' FROM generate_series(1, 20000) n`;
    await database.sql`ANALYZE raw_message`;
    const [plan] = await database.sql`
      EXPLAIN (FORMAT JSON) SELECT id FROM raw_message m
      WHERE m.state <> 'restricted' AND coalesce(m.reason_code, m.format, '') = 'dsn' AND m.state = 'kept'
      ORDER BY id DESC LIMIT 51`;
    expect(JSON.stringify(plan)).toContain('raw_message_kept_by_place');
    await database.sql`DELETE FROM raw_message WHERE format = 'auto-reply'`;
  });
});

describe('one mail', () => {
  it('says who judged it, and how', async () => {
    const id = await deliver({ state: 'processed', format: 'text' });
    const judgement = {
      verdict: 'complaint',
      accountLogin: 'a@example.com',
      userId: 1,
      at: '2026-11-21T18:00:00.000Z',
    };
    await database.sql`UPDATE raw_message SET judgement = ${database.sql.json(judgement)} WHERE id = ${id}`;
    expect((await getMail(id))?.judgement).toEqual({
      verdict: 'complaint',
      accountLogin: 'a@example.com',
      by: 'Anna Adler',
      at: new Date('2026-11-21T18:00:00Z'),
    });
  });
});

describe('health', () => {
  it('counts what waits for a judgement, and asks only polled mailboxes for a proof', async () => {
    const health = await healthSummary();
    expect(health.toCheck).toBe(1);
    expect(health.mailboxes).toBe(1);
    expect(health.oldestProvedAt).not.toBeNull();
  });
});

describe('restricted mail', () => {
  it('is in no list, whatever is filtered by', async () => {
    const states = [null, ...mailStates];
    for (const state of states) {
      for (const mailbox of [null, 1]) {
        const { rows } = await listMail({ ...defaultMailView, state, mailbox }, 1000);
        expect(rows.filter(({ id }) => restrictedIds.includes(id))).toEqual([]);
      }
    }
    const { rows } = await listMail(defaultMailView, 1000);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('is in no count', async () => {
    const counts = await countMailStates();
    expect(Object.keys(counts).sort()).toEqual([...mailStates].sort());
    const { rows } = await listMail(defaultMailView, 1000);
    expect(Object.values(counts).reduce((a, b) => a + b)).toBe(rows.length);
    expect(await countReplayable({ state: null, mailbox: null })).toBe(rows.length);
  });

  it('cannot be opened, downloaded or read again', async () => {
    const id = restrictedIds[0] ?? 0;
    expect(await getMail(id)).toBeNull();
    expect(await readRaw(id)).toBeNull();
    await database.sql.begin(async (tx) => {
      expect(await markForReplay(tx, { ids: restrictedIds })).toBe(0);
      await markForReplay(tx, { filter: { state: null, mailbox: 1 } });
    });
    const [row] = await database.sql`SELECT count(*)::int FROM raw_message WHERE state = 'restricted'`;
    expect(row).toEqual({ count: restrictedIds.length });
  });
});

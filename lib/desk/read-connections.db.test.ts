// Exports of the accounting and lists of prefixes, from file to complaint: whole or not at all, each session once, and
// complaints that came before are read again.

import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findConnections } from '@/lib/connections/connection-queries';
import type { ConnectionKind } from '@/lib/connections/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { forgetDeskContext } from './desk-context';
import { previewConnections } from './preview-connections';
import { readConnections } from './read-connections';
import { refreshConnections } from './refresh-connections';
import { storeConnectionFile } from './save-connection-source';
import { findConnectionSource } from '@/lib/connections/source-queries';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;
let folder: string;
let adminId: number;
const minute = 60_000;
const sentAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 30 * minute);
const iso = (ms: number): string => new Date(sentAt.getTime() + ms).toISOString();
const head = 'address;port_from;port_to;from;to;connection;customer_no\n';

beforeEach(async () => {
  db = await freshDatabase();
  forgetDeskContext();
  folder = mkdtempSync(join(tmpdir(), 'connections-'));
  const [user] = await db.sql<{ id: number }[]>`
    INSERT INTO app_user (login, name, role) VALUES ('boss', 'Boss', 'admin') RETURNING id`;
  adminId = user?.id ?? 0;
});
afterEach(async () => {
  await db.drop();
  rmSync(folder, { recursive: true });
});

async function source(kind: ConnectionKind, text: string | null): Promise<number> {
  const path = text === null ? null : join(folder, `${kind}.csv`);
  if (path !== null) writeFileSync(path, text ?? '');
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO connection_source (name, kind, path, time_zone) VALUES (${kind}, ${kind}, ${path}, 'Europe/Berlin')
    RETURNING id`;
  return row?.id ?? 0;
}
const rewrite = (kind: ConnectionKind, text: string): void => {
  writeFileSync(join(folder, `${kind}.csv`), text);
  utimesSync(join(folder, `${kind}.csv`), new Date(), new Date(Date.now() + 5_000));
};
const read = (id: number) => readConnections(id, { id: adminId });
const sessions = () => db.sql`
  SELECT host(address) AS ip, port_from AS port, to_at AS "to", is_end_guessed AS guessed, connection
  FROM connection_session ORDER BY address, from_at`;

describe('an export of the accounting', () => {
  it('is taken line by line, the wrong ones told; once more changes nothing', async () => {
    const text = `${head}198.51.100.9;1024;2047;${iso(0)};${iso(minute)};A;K-1\nrubbish\n198.51.100.9;2048;3071;${iso(0)};;B;\n`;
    const id = await source('sessions', text);
    expect(await read(id)).toEqual({ ok: true, data: { rows: 2, badRows: 1, reread: 0 } });
    const before = await sessions();
    expect(before).toMatchObject([
      { ip: '198.51.100.9', port: 1024, connection: 'a', guessed: false },
      { ip: '198.51.100.9', port: 2048, connection: 'b', to: null },
    ]);
    await read(id);
    expect(await sessions()).toEqual(before);
  });

  it('ends a session whose stop was lost where the next one begins, until the stop comes', async () => {
    const start = `198.51.100.9;;;${iso(-60 * minute)};;a;\n`;
    const id = await source('sessions', `${head}${start}198.51.100.9;;;${iso(0)};;b;\n`);
    await read(id);
    expect(await sessions()).toMatchObject([
      { connection: 'a', guessed: true, to: sentAt },
      { connection: 'b', to: null },
    ]);
    rewrite('sessions', `${head}198.51.100.9;;;${iso(-60 * minute)};${iso(-9 * minute)};a;\n`);
    await read(id);
    expect((await sessions())[0]).toMatchObject({ guessed: false, to: new Date(iso(-9 * minute)) });
  });

  it('of mostly wrong lines is refused whole', async () => {
    const id = await source('sessions', `${head}198.51.100.9;;;${iso(0)};;a;\nx\ny\n`);
    expect(await read(id)).toMatchObject({ ok: false, code: 'mostly-wrong' });
    expect(await sessions()).toHaveLength(0);
    expect(await findConnectionSource(id)).toMatchObject({ lastError: 'mostly-wrong', confirmedAt: null });
  });

  it('can be uploaded, looked at, and taken', async () => {
    const id = await source('sessions', null);
    const bytes = new Uint8Array(Buffer.from(`${head}198.51.100.9;;;${iso(0)};;a;\nx\n`));
    await storeConnectionFile({ id, name: 'day.csv', bytes }, { id: adminId });
    const row = await findConnectionSource(id);
    expect(row?.fileName).toBe('day.csv');
    if (row === null) return;
    expect(await previewConnections(row)).toMatchObject({
      problem: null,
      good: 1,
      bad: 1,
      rows: [{ connection: 'a' }],
      firstBad: [{ line: 3, problem: 'no-address', text: 'x' }],
    });
    expect(await sessions()).toHaveLength(0);
    expect(await read(id)).toMatchObject({ ok: true, data: { rows: 1 } });
    expect((await findConnectionSource(id))?.fileName).toBe('day.csv');
    await refreshConnections();
    expect((await findConnectionSource(id))?.fileName).toBeNull();
  });
});

describe('a list of prefixes', () => {
  const list = (count: number): string =>
    Array.from({ length: count }, (_, i) => `203.0.113.${i * 4}/30;K-${i};line-${i};;\n`).join('');
  const count = async () => (await db.sql`SELECT FROM connection_prefix`).length;

  it('replaces the one before; the job takes none that lost more than half, a person may', async () => {
    const id = await source('prefixes', list(10));
    expect(await refreshConnections()).toMatchObject({ read: 0 });
    await read(id);
    rewrite('prefixes', list(6));
    expect(await refreshConnections()).toMatchObject({ read: 1 });
    expect(await count()).toBe(6);
    expect(await refreshConnections()).toMatchObject({ read: 0 });
    rewrite('prefixes', list(2));
    expect(await refreshConnections()).toMatchObject({ read: 0 });
    expect([await count(), (await findConnectionSource(id))?.lastError]).toEqual([6, 'shrunk']);
    await read(id);
    expect(await count()).toBe(2);
  });
});

it('sessions go with the mail log’s days, running ones stay', async () => {
  const day = 24 * 60 * minute;
  const id = await source(
    'sessions',
    `${head}198.51.100.9;;;${iso(-9 * day)};${iso(-8 * day)};old;\n198.51.100.9;;;${iso(-8 * day)};;on;\n`,
  );
  await read(id);
  expect(await refreshConnections()).toMatchObject({ dropped: 1 });
  expect(await sessions()).toMatchObject([{ connection: 'on' }]);
});

it('a complaint that came before the export is read again and finds its connection', async () => {
  await prepareDesk(db, ['loop-a.example.net']);
  await db.sql`INSERT INTO customer (number, name) VALUES ('K-1', 'Karla Beispiel')`;
  const raw = arfMail({
    loop: 'loop-a.example.net',
    sender: 'someone@elsewhere.example',
    serial: 2_000_000_001,
    sentAt,
  });
  await storeMails(db, [{ raw, receivedAt: new Date() }]);
  await drain();
  const attributed = () => db.sql`
    SELECT t.rung, t.verdict, t.factor, a.kind::text, a.login, c.number
    FROM attribution t LEFT JOIN account a ON a.id = t.account_id LEFT JOIN customer c ON c.id = a.customer_id`;
  const [report] = await db.sql<
    { ip: string; at: Date }[]
  >`SELECT host(source_ip) AS ip, mail_date AS at FROM report`;
  expect(report?.ip).toMatch(/^[\d.]+$/);
  const id = await source(
    'sessions',
    `${head}${report?.ip};;;${iso(-60 * minute)};${iso(60 * minute)};DSL-1;K-1\n`,
  );
  expect(await read(id)).toMatchObject({ ok: true, data: { reread: 1 } });
  await drain();
  expect(await attributed()).toMatchObject([
    {
      rung: 'connection',
      verdict: 'sent-by-connection',
      factor: 0.9,
      kind: 'connection',
      login: 'dsl-1',
      number: 'K-1',
    },
  ]);
  expect(await read(id)).toMatchObject({ ok: true, data: { reread: 0 } });
});

it('an address and a time are found by the index', async () => {
  await source('sessions', '');
  await db.sql`
    INSERT INTO connection_session (source_id, address, port_from, port_to, from_at, to_at, connection)
    SELECT 1, '198.18.0.0'::inet + (i / 16), 1024 + 4000 * (i % 16), 5023 + 4000 * (i % 16),
      ${sentAt}::timestamptz - make_interval(hours => 2 * day), ${sentAt}::timestamptz - make_interval(hours => 2 * day - 2),
      'line-' || i
    FROM generate_series(0, 3999) i, generate_series(0, 4) day`;
  await db.sql`ANALYZE connection_session`;
  const [rows] = await findConnections([{ ip: '198.18.0.7', port: 1500, from: sentAt, to: sentAt }]);
  expect(rows?.map(({ connection, portFrom }) => [connection, portFrom])).toEqual([
    ['line-112', 1024],
    ['line-112', 1024],
  ]);
  const plan = await db.sql`
    EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM connection_session s WHERE s.address >>= '198.18.0.7'::inet
      AND tstzrange(s.from_at, s.to_at, '[]') && tstzrange(${sentAt}::timestamptz, ${sentAt}::timestamptz, '[]')`;
  const text = plan.map((row) => String(row['QUERY PLAN'])).join('\n');
  expect(text).toContain('connection_session_at');
  const [, hit = '0', missed = '0'] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(text) ?? [];
  expect(Number(hit) + Number(missed)).toBeLessThanOrEqual(40);
});

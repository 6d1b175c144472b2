// Imported logs: once, whatever they are called, and no longer than they may be kept.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { LogShape } from '@/lib/maillog/create-reader';
import { dropOldLogs } from './drop-old-logs';
import { followLog, newFollowMemory } from './follow-log';
import { importLog } from './import-log';
import { LogWriter, sortedTruth, storedMails } from './testing/mail-log';

let db: TestDatabase;
let dir: string;
let path: string;
const DAY = 86_400_000;
const shape: LogShape = { format: 'auto', host: null, timeZone: 'Europe/Berlin', syslogName: 'postfix' };

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'meldestelle-log-'));
  path = join(dir, 'mail.log');
  await db.sql`TRUNCATE mail_transaction, mail_log_span, log_source`;
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function imported(file: string) {
  let bytes = 0;
  const outcome = await importLog(file, shape, { onBytes: (more) => (bytes += more) });
  return { outcome, bytes };
}

function writeLog(at = Date.now() - 3_600_000): LogWriter {
  const writer = new LogWriter(path, at);
  writer.write(300);
  writer.finish();
  return writer;
}

describe('importing a log', () => {
  test('brings every transaction, and tells how far it is', async () => {
    const writer = writeLog();
    const { outcome, bytes } = await imported(path);
    expect(outcome).toMatchObject({
      ok: true,
      data: { lines: writer.lines, unread: 0, transactions: writer.truth.length, outside: 0 },
    });
    expect(bytes).toBe(readFileSync(path).length);
    expect(await storedMails(db.sql)).toEqual(sortedTruth(writer));
  });

  test('a second time, packed and under another name, it brings nothing', async () => {
    const writer = writeLog();
    await imported(path);
    const packed = join(dir, 'copy.gz');
    writeFileSync(packed, gzipSync(readFileSync(path)));
    expect((await imported(packed)).outcome).toMatchObject({ ok: true, data: { lines: 0 } });
    expect(await storedMails(db.sql)).toEqual(sortedTruth(writer));
  });

  test('what a follower has read is not read again', async () => {
    const writer = writeLog();
    const [row] = await db.sql<{ id: number }[]>`
      INSERT INTO log_source (name, path) VALUES ('live', ${path}) RETURNING id`;
    const source = {
      ...{ id: row?.id ?? 0, name: 'live', kind: 'file' as const, path, position: { files: [] } },
      ...shape,
    };
    const options = { pool: db.sql, keptDays: 7, quietMs: 120_000, ownHost: 'desk', now: Date.now };
    await followLog(newFollowMemory(source, options), new AbortController().signal);
    expect((await imported(path)).outcome).toMatchObject({ ok: true, data: { lines: 0 } });
    expect(await storedMails(db.sql)).toEqual(sortedTruth(writer));
  });

  test('what cannot be read is said', async () => {
    expect((await imported(join(dir, 'absent'))).outcome).toEqual({ ok: false, code: 'not-a-file' });
    expect((await imported(dir)).outcome).toEqual({ ok: false, code: 'not-a-file' });
    writeFileSync(join(dir, 'bad.gz'), 'no gzip');
    expect((await imported(join(dir, 'bad.gz'))).outcome).toEqual({ ok: false, code: 'broken' });
  });
});

describe('retention', () => {
  test('drops the days that are over, with what is known of them, and keeps the rest', async () => {
    const now = Date.now();
    writeLog(now - 5 * DAY);
    await imported(path);
    const newer = new LogWriter(join(dir, 'newer.log'), now - DAY, 2);
    newer.write(100);
    newer.finish();
    await imported(newer.path);
    const before = await storedMails(db.sql);
    expect(await dropOldLogs(now, 7)).toEqual({ droppedDays: 0 });
    expect(await storedMails(db.sql)).toEqual(before);
    const { droppedDays } = await dropOldLogs(now, 3);
    expect(droppedDays).toBeGreaterThan(0);
    const [left] = await db.sql<{ first: Date; from: Date }[]>`
      SELECT (SELECT min(first_at) FROM mail_transaction) AS first, (SELECT min(from_at) FROM mail_log_span) AS "from"`;
    expect(left?.first.getTime()).toBeGreaterThan(now - 3 * DAY);
    expect(left?.from.getTime()).toBeGreaterThan(now - 4 * DAY);
  });

  test('a log that is older than what is kept brings no rows, and says so', async () => {
    const writer = writeLog(Date.now() - 30 * DAY);
    const { outcome } = await imported(path);
    expect(outcome).toMatchObject({ ok: true, data: { transactions: 0, outside: writer.truth.length } });
  });
});

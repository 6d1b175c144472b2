// A followed mail log is in the database exactly, whatever rotation does and wherever the reader stops.

import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { loadSource } from '@/lib/log-sources/store';
import { followLog, newFollowMemory, type FollowMemory } from './follow-log';
import { SourceMovedError } from './log-reading';
import { LogWriter, seeded, sortedTruth, storedMails } from './testing/mail-log';

let db: TestDatabase;
let dir: string;
let path: string;
let id: number;
const signal = new AbortController().signal;

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'meldestelle-log-'));
  path = join(dir, 'mail.log');
  await db.sql`TRUNCATE mail_transaction, mail_log_span, mail_log_late, log_source`;
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO log_source (name, path) VALUES ('mail1', ${path}) RETURNING id`;
  id = row?.id ?? 0;
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function follower(now: () => number = Date.now): Promise<FollowMemory> {
  const source = await loadSource(db.sql, id);
  if (source === null) throw new Error('no source');
  return newFollowMemory(source, { pool: db.sql, keptDays: 7, quietMs: 120_000, ownHost: 'desk', now });
}

const recently = (): number => Date.now() - 3_600_000;

async function rowsOf(queueId: string) {
  return db.sql`SELECT * FROM mail_transaction WHERE queue_id = ${queueId} ORDER BY first_at`;
}

describe('a growing log', () => {
  test.each([1, 2, 3])('comes in exactly, through rotation and restarts (seed %i)', async (seed) => {
    const writer = new LogWriter(path, recently(), seed);
    const random = seeded(seed + 100);
    let memory = await follower();
    for (let step = 0; step < 40; step += 1) {
      writer.write(Math.floor(random() * 60));
      const roll = random();
      if (roll < 0.15) writer.rotate('rename');
      else if (roll < 0.25) {
        // Copying and cutting loses what nobody read before only where the copy is gone.
        writer.rotate('copy');
      }
      if (random() < 0.3) memory = await follower();
      if (random() < 0.8) expect((await followLog(memory, signal)).problem).toBeNull();
    }
    writer.finish();
    await followLog(memory, signal);
    expect(await storedMails(db.sql)).toEqual(sortedTruth(writer));
    const [source] = await db.sql`SELECT lines, unread, last_line_at FROM log_source`;
    expect(source).toMatchObject({ unread: 0 });
  });

  test('is read whole from what rotation left, packed or not, when it is new', async () => {
    const writer = new LogWriter(path, recently());
    for (let i = 0; i < 4; i += 1) {
      writer.write(80);
      writer.rotate('rename');
    }
    writer.finish();
    await followLog(await follower(), signal);
    expect(await storedMails(db.sql)).toEqual(sortedTruth(writer));
  });

  test('a second reader of the same source stops instead of counting twice', async () => {
    const writer = new LogWriter(path, recently());
    writer.write(50);
    const [one, two] = [await follower(), await follower()];
    await followLog(one, signal);
    await expect(followLog(two, signal)).rejects.toThrow(SourceMovedError);
    writer.finish();
    await followLog(one, signal);
    expect(await storedMails(db.sql)).toEqual(sortedTruth(writer));
  });
});

describe('rows', () => {
  const at = (offset: number): string => new Date(recently() + offset).toISOString();

  test('a mail deferred for days is one row, in the partition of its first line', async () => {
    const day = 86_400_000;
    const start = Date.now() - 4 * day;
    const line = (time: number, text: string): string => `${new Date(time).toISOString()} mail1 ${text}\n`;
    writeFileSync(
      path,
      line(
        start,
        'postfix/submission/smtpd[1]: 4BCDFzL51j: client=pc[203.0.113.7], sasl_method=PLAIN, sasl_username=a@customer.example',
      ) +
        line(start, 'postfix/qmgr[2]: 4BCDFzL51j: from=<a@customer.example>, size=9, nrcpt=1 (queue active)'),
    );
    await followLog(await follower(), signal);
    for (let i = 1; i <= 3; i += 1) {
      appendFileSync(
        path,
        line(
          start + i * day,
          'postfix/qmgr[2]: 4BCDFzL51j: from=<a@customer.example>, size=9, nrcpt=1 (queue active)',
        ),
      );
      appendFileSync(
        path,
        line(
          start + i * day,
          'postfix/smtp[3]: 4BCDFzL51j: to=<b@example.net>, relay=none, delay=9, delays=1/1/1/1, dsn=4.4.1, status=deferred (timed out)',
        ),
      );
      await followLog(await follower(), signal);
    }
    appendFileSync(
      path,
      line(
        start + 3.5 * day,
        'postfix/smtp[3]: 4BCDFzL51j: to=<b@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=9, delays=1/1/1/1, dsn=2.0.0, status=sent (ok)',
      ),
    );
    await followLog(await follower(), signal);
    const rows = await rowsOf('4BCDFzL51j');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      sasl_user: 'a@customer.example',
      recipients: 1,
      deferred: 3,
      delivered: 1,
      fate: 'sent',
      domains: { 'example.net': 1 },
    });
    expect(rows[0]?.['first_at']).toEqual(new Date(start));
    expect(rows[0]?.['last_at']).toEqual(new Date(start + 3.5 * day));
    expect(rows[0]?.['lines']).toHaveLength(9);
  });

  test('a queue id that is used again is another mail, and its lines go to the later one', async () => {
    const client = (offset: number, user: string): string =>
      `${at(offset)} mail1 postfix/smtpd[1]: 8A1B2C3D4E: client=pc[203.0.113.7], sasl_method=PLAIN, sasl_username=${user}\n`;
    const sent = (offset: number): string =>
      `${at(offset)} mail1 postfix/smtp[3]: 8A1B2C3D4E: to=<b@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=9, delays=1/1/1/1, dsn=2.0.0, status=sent (ok)\n`;
    writeFileSync(path, client(0, 'one') + sent(1_000) + client(60_000, 'two'));
    await followLog(await follower(), signal);
    appendFileSync(path, sent(61_000) + sent(62_000));
    await followLog(await follower(), signal);
    expect(await rowsOf('8A1B2C3D4E')).toMatchObject([
      { sasl_user: 'one', delivered: 1 },
      { sasl_user: 'two', delivered: 2 },
    ]);
  });

  test('text that PostgreSQL refuses, and times that no log has, stop nothing', async () => {
    writeFileSync(
      path,
      `${at(0)} mail1 postfix/cleanup[1]: 4BCDGzL51j: message-id=<nul\0\xff@example.net>\n` +
        `9999-01-01T00:00:00Z mail1 postfix/cleanup[1]: 4BCDHzL51j: message-id=<future@example.net>\n` +
        `2001-01-01T00:00:00Z mail1 postfix/cleanup[1]: 4BCDJzL51j: message-id=<past@example.net>\n` +
        `nothing that anybody could read\n`,
      'latin1',
    );
    const memory = await follower();
    const { totals } = await followLog(memory, signal);
    expect(totals).toMatchObject({ lines: 4, unread: 1, transactions: 1, outside: 2 });
    expect(await storedMails(db.sql)).toMatchObject([{ messageId: 'nul\u{fffd}\u{fffd}@example.net' }]);
  });

  test('what is known of a host grows with its log', async () => {
    new LogWriter(path, recently()).write(100);
    await followLog(await follower(), signal);
    const [row] = await db.sql`
      SELECT c.host, c.from_at = min(t.first_at) AS "from", c.to_at >= max(t.last_at) AS "to"
      FROM mail_log_span AS c JOIN mail_transaction AS t USING (host) GROUP BY c.host, c.from_at, c.to_at`;
    expect(row).toEqual({ host: 'mail1', from: true, to: true });
  });
});

describe('files that cannot be read', () => {
  test('a log that is not there is said to be missing', async () => {
    expect((await followLog(await follower(), signal)).problem).toEqual({ code: 'missing', path });
  });

  test('a broken packed file is named, and the rest is read', async () => {
    const writer = new LogWriter(path, recently());
    writer.write(30);
    writer.finish();
    writeFileSync(`${path}.2.gz`, 'no gzip at all');
    const later = (): number => Date.now() + 120_000;
    const { problem } = await followLog(await follower(later), signal);
    expect(problem).toEqual({ code: 'broken', path: `${path}.2.gz` });
    expect(await storedMails(db.sql)).toEqual(sortedTruth(writer));
  });
});

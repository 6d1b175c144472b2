// Where a followed log has holes: only where reading does not connect, never because a night was quiet.

import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { loadSource } from '@/lib/log-sources/store';
import { postgresLookup } from '@/lib/maillog-lookup/postgres';
import { followLog, newFollowMemory, type FollowMemory } from './follow-log';
import { importLog } from './import-log';
import { SyslogIntake } from './take-syslog';

let db: TestDatabase;
let dir: string;
let path: string;
let clock: number;
const minute = 60_000;
const signal = new AbortController().signal;

beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'meldestelle-holes-'));
  path = join(dir, 'mail.log');
  clock = Date.now();
  await db.sql`TRUNCATE mail_transaction, mail_log_span, mail_log_late, log_source`;
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

let serial = 0;
const idOf = (): string => `4${(serial += 1).toString(36).toUpperCase().padStart(9, '0')}z`;
const submission = (): string =>
  `postfix/submission/smtpd[1]: ${idOf()}: client=pc[203.0.113.7], sasl_method=PLAIN, sasl_username=a@customer.example`;
/** A line of its own mail, so many minutes ago. */
const line = (minutesAgo: number): string =>
  `${new Date(clock - minutesAgo * minute).toISOString()} mail1 ${submission()}\n`;

async function source(more: { path?: string; timeZone?: string } = {}): Promise<number> {
  const { path: place = path, timeZone = 'UTC' } = more;
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO log_source (name, path, time_zone) VALUES (${place}, ${place}, ${timeZone}) RETURNING id`;
  return row?.id ?? 0;
}
async function follower(id: number): Promise<FollowMemory> {
  const found = await loadSource(db.sql, id);
  if (found === null) throw new Error('no source');
  const options = { keptDays: 7, quietMs: 2 * minute, ownHost: 'desk', now: () => clock };
  return newFollowMemory(found, { pool: db.sql, ...options });
}
const pass = async (memory: FollowMemory) => followLog(memory, signal);
/** From, to and holes in minutes ago. */
async function known(): Promise<string[]> {
  const ago = (at: number): number => Math.round((clock - at) / minute);
  return (await postgresLookup(db.sql, 2 * minute).coverage()).map(
    ({ from, to, holes = [] }) =>
      `${ago(from)}–${ago(to)}` + holes.map((hole) => ` without ${ago(hole.from)}–${ago(hole.to)}`).join(''),
  );
}

describe('no hole', () => {
  test('a night without mail within a file, over a restart, and between numbered files', async () => {
    const id = await source();
    writeFileSync(path, line(600) + line(400));
    await pass(await follower(id));
    appendFileSync(path, line(300));
    await pass(await follower(id));
    renameSync(path, `${path}.1`);
    writeFileSync(path, line(100));
    await pass(await follower(id));
    expect(await known()).toEqual(['600–100']);
  });

  test('a file that was live a moment ago, whatever rotation calls it by now', async () => {
    const memory = await follower(await source());
    writeFileSync(path, line(600));
    await pass(memory);
    renameSync(path, `${path}-20261121`);
    writeFileSync(path, line(100));
    await pass(memory);
    expect(await known()).toEqual(['600–100']);
  });

  test('a file that rotation left empty', async () => {
    const id = await source();
    writeFileSync(path, line(600));
    await pass(await follower(id));
    renameSync(path, `${path}.2`);
    writeFileSync(`${path}.1`, '');
    writeFileSync(path, line(100));
    await pass(await follower(id));
    expect(await known()).toEqual(['600–100']);
  });
});

describe('a hole', () => {
  test('what rotation took away before it was read', async () => {
    const id = await source();
    writeFileSync(path, line(600) + line(400));
    await pass(await follower(id));
    rmSync(path);
    writeFileSync(path, line(100) + line(90));
    await pass(await follower(id));
    expect(await known()).toEqual(['600–90 without 400–100']);
    appendFileSync(path, line(10));
    await pass(await follower(id));
    expect(await known()).toEqual(['600–10 without 400–100']);
  });

  test('is not closed by a mail that was begun before it and is tried again after it', async () => {
    const memory = await follower(await source());
    const begun = line(600);
    const id = /\d[0-9A-Z]{9}z(?=: client)/.exec(begun)?.[0] ?? '';
    writeFileSync(path, begun);
    await pass(memory);
    rmSync(path);
    const again = `postfix/smtp[3]: ${id}: to=<b@example.net>, relay=none, delay=9, delays=1/1/1/1, dsn=4.4.1, status=deferred (timed out)`;
    writeFileSync(path, `${new Date(clock - 100 * minute).toISOString()} mail1 ${again}\n`);
    await pass(memory);
    expect(await known()).toEqual(['600–100 without 600–100']);
    const rows = await db.sql`SELECT deferred FROM mail_transaction WHERE queue_id = ${id}`;
    expect(rows).toEqual([{ deferred: 1 }]);
  });

  test('a number that is missing between two files', async () => {
    writeFileSync(`${path}.3`, line(600));
    writeFileSync(`${path}.1`, line(300));
    writeFileSync(path, line(100));
    await pass(await follower(await source()));
    expect(await known()).toEqual(['600–100 without 600–300']);
  });

  test('between names with dates, where their times do not meet', async () => {
    writeFileSync(`${path}-20261119`, line(600));
    writeFileSync(`${path}-20261121`, line(300));
    const oldest = new Date(clock - 600 * minute);
    utimesSync(`${path}-20261119`, oldest, oldest);
    writeFileSync(path, line(299));
    await pass(await follower(await source()));
    expect(await known()).toEqual(['600–299 without 600–300']);
  });

  test('is filled by an import, which is noted for what was said of mail of that time', async () => {
    const id = await source();
    writeFileSync(path, line(600) + line(400));
    await pass(await follower(id));
    rmSync(path);
    writeFileSync(path, line(100));
    await pass(await follower(id));
    await db.sql`TRUNCATE mail_log_late`;
    const archive = join(dir, 'archive');
    writeFileSync(archive, line(399) + line(250) + line(101));
    const shape = { format: 'auto' as const, host: null, timeZone: 'UTC', syslogName: 'postfix' };
    await importLog(archive, shape, { onBytes: () => undefined });
    expect(await known()).toEqual(['600–100']);
    const late = await db.sql<{ from: Date; to: Date }[]>`
      SELECT from_at AS "from", to_at AS "to" FROM mail_log_late WHERE host = 'mail1'`;
    expect(late).toEqual([{ from: new Date(clock - 399 * minute), to: new Date(clock - 101 * minute) }]);
  });

  test('two files of one host reach as far as the one that lags', async () => {
    const other = join(dir, 'out.log');
    writeFileSync(path, line(600) + line(1));
    writeFileSync(other, line(590) + line(60));
    await pass(await follower(await source()));
    const second = await source({ path: other });
    await pass(await follower(second));
    expect(await known()).toEqual(['600–60']);
    await db.sql`UPDATE log_source SET paused = true WHERE id = ${second}`;
    expect(await known()).toEqual(['600–1']);
  });
});

describe('lines without year or zone', () => {
  /** `Jan  1 00:30:00`, as the clock on the wall has it. */
  const plain = (stamp: string): string => `${stamp} mail1 ${submission()}\n`;
  const written = (name: string, text: string, at: number): void => {
    writeFileSync(name, text);
    utimesSync(name, new Date(at), new Date(at));
  };
  const holes = async (): Promise<string[]> =>
    (await postgresLookup(db.sql, 2 * minute).coverage()).flatMap(({ holes: found = [] }) =>
      found.map(({ from, to }) => `${new Date(from).toISOString()} ${new Date(to).toISOString()}`),
    );

  test('a hole over New Year is as long as it was, no year', async () => {
    clock = Date.UTC(2027, 0, 1, 12);
    const id = await source();
    written(path, plain('Dec 31 22:00:00') + plain('Dec 31 23:00:00'), Date.UTC(2026, 11, 31, 23));
    await pass(await follower(id));
    rmSync(path);
    written(path, plain('Jan  1 00:30:00'), Date.UTC(2027, 0, 1, 0, 30));
    await pass(await follower(id));
    expect(await holes()).toEqual(['2026-12-31T23:00:00.000Z 2027-01-01T00:30:00.000Z']);
  });

  test('the second of the two hours in October stays the second, also after a restart within it', async () => {
    clock = Date.UTC(2026, 9, 25, 3);
    const id = await source({ timeZone: 'Europe/Berlin' });
    const first = plain('Oct 25 02:10:00') + plain('Oct 25 02:50:00') + plain('Oct 25 02:20:00');
    written(path, first, Date.UTC(2026, 9, 25, 1, 20));
    await pass(await follower(id));
    appendFileSync(path, plain('Oct 25 02:45:00'));
    await pass(await follower(id));
    const [row] = await db.sql<{ to: Date }[]>`SELECT max(to_at) AS to FROM mail_log_span`;
    expect(row?.to).toEqual(new Date(Date.UTC(2026, 9, 25, 1, 45)));
    expect(await holes()).toEqual([]);
    rmSync(path);
    written(path, plain('Oct 25 02:55:00'), Date.UTC(2026, 9, 25, 1, 55));
    await pass(await follower(id));
    expect(await holes()).toEqual([]);
  });
});

describe('the syslog listener', () => {
  const take = async (intake: SyslogIntake, minutesAgo: number, now = clock): Promise<void> => {
    intake.take(Buffer.from(`<22>${line(minutesAgo).trimEnd()}`));
    await intake.write(now);
  };
  const asIfNow = (minutesAgo: number) =>
    db.sql`UPDATE log_source SET last_read_at = ${new Date(clock - minutesAgo * minute)}`;

  test('that was down for an hour leaves a hole, one that began again at once none', async () => {
    await take(await SyslogIntake.open(clock - 200 * minute), 200);
    await asIfNow(150);
    await take(await SyslogIntake.open(clock - 149 * minute), 120);
    expect(await known()).toEqual(['200–120']);
    await asIfNow(110);
    await take(await SyslogIntake.open(clock - 50 * minute), 40);
    expect(await known()).toEqual(['200–40 without 120–50']);
  });

  test('whose sender kept the lines and sends them now has no hole', async () => {
    await take(await SyslogIntake.open(clock - 200 * minute), 200);
    await asIfNow(199);
    await take(await SyslogIntake.open(clock - 50 * minute), 199);
    expect(await known()).toEqual(['200–199']);
  });

  test('that lost datagrams does not connect with what came before', async () => {
    const intake = await SyslogIntake.open(clock - 200 * minute);
    await take(intake, 200);
    await intake.lost(clock - 100 * minute);
    await take(intake, 99);
    expect(await known()).toEqual(['200–99 without 200–100']);
  });

  test('that nobody wants any more is not missed', async () => {
    await take(await SyslogIntake.open(clock - 200 * minute), 200);
    writeFileSync(path, line(199) + line(10));
    await pass(await follower(await source()));
    expect(await known()).toEqual(['200–200']);
    await SyslogIntake.rest();
    expect(await known()).toEqual(['200–10']);
  });
});

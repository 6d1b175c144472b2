// The mail log into PostgreSQL: reading, joining and storing a Postfix log, against a bare COPY of the same rows into the
// same indexed table; and the look-ups, in pages touched, against two million transactions over seven days (twenty million
// with --full). Limits: at least half of the bare COPY, at most 40 pages a look-up.

import { mkdtempSync, openSync, rmSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { copyInto } from '@/lib/db/copy-into';
import { CopyText } from '@/lib/db/copy-text';
import { migrate } from '@/lib/db/migrate';
import { openSql, type Sql } from '@/lib/db/sql';
import { LogReading } from '@/lib/desk/log-reading';
import { lookAt } from '@/lib/log-files/list-log-files';
import { OpenLogFile } from '@/lib/log-files/open-log-file';
import { takeImportSource } from '@/lib/log-sources/store';
import { LogClock } from '@/lib/maillog/clock';
import { TransactionJoiner, type JoinedBatch } from '@/lib/maillog/joiner';
import { PART_COLUMNS, partRow } from '@/lib/maillog/part-row';
import { PostfixReader } from '@/lib/maillog/read-postfix';
import { pagesOfLookups } from '@/lib/maillog-lookup/testing/explain';
import { startTestServer } from '../scripts/test-postgres';
import { postfixLog } from './postfix-log';

const MIN_OF_COPY = 0.5;
const MAX_PAGES = 40;
const BATCH = 5_000;
const ROUNDS = 2;
const DAY = 86_400_000;
/** The generated log ends before this; retention counts from here. */
const NOW = Date.UTC(2026, 10, 21, 12);
const SHAPE = { format: 'postfix', host: null, timeZone: 'UTC', syslogName: 'postfix' } as const;

/** The lines to print, and whether the figures are within their limits. */
export interface BenchResult {
  lines: string[];
  ok: boolean;
}

/** Measures with `count` log lines, in a server of its own, which is gone afterwards. */
export async function run(count = 2_000_000): Promise<BenchResult> {
  const transactions = process.argv.includes('--full') ? 20_000_000 : 2_000_000;
  const home = mkdtempSync(join(tmpdir(), 'meldestelle-bench-'));
  const { serverUrl, stop } = await startTestServer();
  const admin = openSql(serverUrl, { max: 1 });
  await admin.unsafe('CREATE DATABASE maillog');
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = '/maillog';
  await migrate(url.href);
  const pool = openSql(url.href, { max: 2 });
  try {
    const path = join(home, 'mail.log');
    const rows = writeLog(path, count);
    const best = { copy: Infinity, ours: Infinity };
    for (let round = 0; round < ROUNDS; round += 1) {
      best.copy = Math.min(best.copy, await timed(pool, () => copyAll(pool, rows)));
      best.ours = Math.min(best.ours, await timed(pool, () => readLog(pool, path)));
    }
    const ratio = best.copy / best.ours;
    const pages = await measurePages(pool, transactions);
    const most = Math.max(...pages.map((one) => one.pages));
    return {
      ok: ratio >= MIN_OF_COPY && most <= MAX_PAGES,
      lines: [
        `maillog store: ${count} lines, ${rows.count} transactions, fsync off`,
        `  bare COPY of the rows  ${best.copy.toFixed(1)} s`,
        `  log to rows            ${best.ours.toFixed(1)} s, ${Math.round(count / best.ours)} lines/s`,
        `  ratio                  ${ratio.toFixed(2)} (limit: at least ${MIN_OF_COPY})`,
        `  look-ups against ${transactions} transactions over seven days (limit: at most ${MAX_PAGES} pages)`,
        ...pages.map(
          ({ name, pages: touched, ms }) => `    ${name.padEnd(16)} ${touched} pages, ${ms.toFixed(2)} ms`,
        ),
      ],
    };
  } finally {
    await pool.end({ timeout: 5 });
    await stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** The rows that a log makes, as the text that COPY takes, a batch each: the bare COPY does nothing but send them. */
interface Rows {
  count: number;
  batches: Buffer[];
}

/** Writes the log, and answers the rows that it makes. */
function writeLog(path: string, count: number): Rows {
  const file = openSync(path, 'w');
  const reader = new PostfixReader(new LogClock('UTC', NOW), { host: null, syslogName: 'postfix' });
  const joiner = new TransactionJoiner(reader);
  const rows: Rows = { count: 0, batches: [] };
  for (const chunk of postfixLog(count, { days: 6 })) {
    writeSync(file, chunk);
    joiner.feed(chunk);
    if (joiner.size >= BATCH) addRows(rows, joiner.take());
  }
  addRows(rows, joiner.take());
  closeSync(file);
  return rows;
}

function addRows(rows: Rows, batch: JoinedBatch): void {
  const parts = batch.parts.filter((part) => !part.isContinued);
  const text = new CopyText();
  for (const part of parts) text.row(partRow(part, batch));
  rows.count += parts.length;
  rows.batches.push(text.take());
}

async function timed(pool: Sql, work: () => Promise<void>): Promise<number> {
  await pool`TRUNCATE mail_transaction, mail_log_span, log_source`;
  for (let day = 0; day < 8; day += 1)
    await pool`SELECT ensure_mail_transaction_partition(${new Date(NOW - day * DAY)}::date)`;
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

async function copyAll(pool: Sql, { batches }: Rows): Promise<void> {
  for (const bytes of batches)
    await pool.begin((tx) =>
      copyInto(tx`COPY mail_transaction (${tx(PART_COLUMNS)}) FROM STDIN`, Readable.from([bytes])),
    );
}

async function readLog(pool: Sql, path: string): Promise<void> {
  const source = await takeImportSource(pool, { name: 'bench', ...SHAPE });
  const reading = new LogReading(source, { pool, quietMs: 0, keptDays: 8, ownHost: 'bench', now: () => NOW });
  const file = await lookAt(path, false);
  const opened = file === null ? null : await OpenLogFile.open(file);
  if (opened === null) throw new Error('the log is gone');
  await reading.read(opened);
  await opened.close();
}

/** Rows made by the server itself, and each look-up once warm. */
async function measurePages(
  pool: Sql,
  transactions: number,
): Promise<{ name: string; pages: number; ms: number }[]> {
  await pool`TRUNCATE mail_transaction`;
  const first = NOW - 6 * DAY;
  await pool`
    INSERT INTO mail_transaction (${pool(PART_COLUMNS.filter((name) => FILLED.has(name)))})
    SELECT at::date, 'mail1', 'Q' || n, at, at + interval '2 seconds', 'submission',
      'user' || n % 20000 || '@customer.example', ('198.18.0.0'::inet + n % 60000), n % 60000, 'm' || n || '@pc.example',
      1, 1, 0, 0, '{"example.net": 1}', false, false, false, false, true, ARRAY['a line of the log', 'and another']
    FROM (
      SELECT n, (to_timestamp(${first / 1_000}::float8) AT TIME ZONE 'UTC')
        + n * (interval '6 days' / ${transactions}::float8) AS at
      FROM generate_series(0, ${transactions - 1}::int) AS n) AS made`;
  await pool`VACUUM ANALYZE mail_transaction`;
  return pagesOfLookups(pool, {
    queueId: `Q${Math.floor(transactions / 3)}`,
    messageId: `m${Math.floor(transactions / 2)}@pc.example`,
    clientIp: '198.18.3.7',
    login: 'user77@customer.example',
    window: { from: first - DAY, to: NOW + DAY },
    hour: { from: NOW - 3 * DAY, to: NOW - 3 * DAY + 3_600_000 },
  });
}

const FILLED: ReadonlySet<string> = new Set(
  PART_COLUMNS.filter(
    (name) =>
      ![
        'client_name',
        'uid',
        'local_user',
        'cwd',
        'envelope_from',
        'size_bytes',
        'origin_host',
        'origin_queue_id',
        'subject',
      ].includes(name),
  ),
);

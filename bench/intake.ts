// From the mailbox to the case, end to end: a real Dovecot, PostgreSQL with fsync, the workers as processes of their own;
// against imapflow that does nothing but fetch and MOVE in batches of 500, on the same server in the same run. Limits:
// at least half of bare imapflow's rate, and no worker that ever takes more than 400 MiB.

import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCluster } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';
import { openSql, type Sql } from '@/lib/db/sql';
import { deliver } from '@/lib/mailbox/testing/deliver';
import { hasDovecot, startDovecot, type Dovecot } from '@/lib/mailbox/testing/dovecot';
import { mailboxPasswordPlace, seal } from '@/lib/secrets/seal';
import { workerEnvironment, workerImports, workerNodeArgs } from '@/workers/process-options';
import { makeArfCorpus } from './arf-corpus';
import { bareTimes, fetchAndMove } from './bare-imapflow';
import { childNamed, costsSince, inWords, secondsOfTree, type Cost, type Times } from './processor-time';

const MIN_RATIO = 0.5;
const MAX_RSS_MIB = 400;
const ROUNDS = 2;
/** Mails made at a time: a round's mails, all in memory, would leave the machine less than it has in production. */
const CORPUS_SLICE = 1_000;
const KEY = randomBytes(32);

/** The lines to print, and whether both figures are within their limits. */
export interface BenchResult {
  lines: string[];
  ok: boolean;
}

/**
 * Runs the comparison with `count` mails of about 13 kB a round: enough that connections, first polls and compilation,
 * paid once, weigh little on either side. Without Dovecot it says so and counts as passed.
 */
export async function run(count = 20_000): Promise<BenchResult> {
  if (!hasDovecot) return { lines: ['intake: not measured, dovecot-imapd is not installed'], ok: true };
  const home = mkdtempSync(join(tmpdir(), 'meldestelle-bench-'));
  chmodSync(home, 0o711);
  const dovecot = await startDovecot();
  const cluster = await startCluster({ dir: join(home, 'postgres'), durable: true });
  await createDatabase(cluster.url('postgres'), cluster.url('bench'));
  const pool = openSql(cluster.url('bench'), { max: 2 });
  await seedProvider(pool);
  const workers = ['poll-mailbox', 'process-messages'].map((name) => startWorker(cluster.url('bench'), name));
  try {
    const best: Best = { bare: 0, ours: 0, bareCosts: [], costs: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      deliverCorpus(dovecot, round, count);
      const bareBefore = bareTimes();
      const bare = count / (await fetchAndMove(dovecot, `bare${round}`, count));
      if (bare > best.bare)
        Object.assign(best, { bare, bareCosts: costsSince(bareBefore, bareTimes(), count) });
      const clock = () => processorTimes(workers, cluster.pid);
      const before = clock();
      const rate = count / (await mailboxToCase(pool, dovecot, `ours${round}`, count));
      if (rate <= best.ours) continue;
      Object.assign(best, { ours: rate, costs: costsSince(before, clock(), count) });
    }
    return summarise(best, Math.max(...workers.map(peakRssMib)), await countCases(pool));
  } finally {
    await Promise.all(workers.map(stopWorker));
    await pool.end();
    await Promise.all([cluster.stop(), dovecot.stop()]);
    rmSync(home, { recursive: true, force: true });
  }
}

interface Best {
  bare: number;
  ours: number;
  /** In the best round of each. */
  bareCosts: Cost[];
  costs: Cost[];
}

function summarise({ bare, ours, bareCosts, costs }: Best, rss: number, cases: number): BenchResult {
  const ratio = ours / bare;
  // At the limit's rate, with every core busy all the time.
  const room = (availableParallelism() * 1_000) / (bare * MIN_RATIO);
  return {
    lines: [
      'intake: mailbox to case over Dovecot, fsync on',
      `  imapflow, fetch and MOVE alone  ${Math.round(bare)} mails/s`,
      `  Meldestelle, to the case        ${Math.round(ours)} mails/s (${cases} open cases)`,
      `  ratio                           ${ratio.toFixed(2)} (limit: at least ${MIN_RATIO})`,
      `  processor time a mail           ${inWords(costs)}`,
      `  imapflow alone                  ${inWords(bareCosts)}; the limit leaves ${room.toFixed(2)} ms of all cores`,
      `  largest worker's peak memory    ${Math.round(rss)} MiB (limit: below ${MAX_RSS_MIB})`,
    ],
    ok: ratio >= MIN_RATIO && rss < MAX_RSS_MIB && cases > 0,
  };
}

function processorTimes(workers: ChildProcess[], postgres: number): Times[] {
  const [intake = 0, processing = 0] = workers.map(({ pid = 0 }) => secondsOfTree(pid));
  return [
    { name: 'intake', seconds: intake },
    { name: 'processing', seconds: processing },
    { name: 'PostgreSQL', seconds: secondsOfTree(postgres) },
    { name: 'Dovecot', seconds: secondsOfTree(childNamed('dovecot')) },
  ];
}

/** The same mails for both. */
function deliverCorpus(dovecot: Dovecot, round: number, count: number): void {
  for (let from = 0; from < count; from += CORPUS_SLICE) {
    for (const mail of corpus(Math.min(CORPUS_SLICE, count - from), round * count + from)) {
      deliver(dovecot.maildir(`bare${round}`), mail);
      deliver(dovecot.maildir(`ours${round}`), mail);
    }
  }
}

/** ARF mails that our mail exchanger stamped: of today, half of them about ten accounts, so that cases are opened. */
function corpus(count: number, first: number): Buffer[] {
  const stamp = 'Authentication-Results: mx.example.com; dkim=pass header.d=feedback.example.net\r\n';
  return makeArfCorpus(count, 5965 + first).map((mail, index) => {
    const dated = mail.toString('latin1');
    const was = /^Arrival-Date: (.*)\r$/m.exec(dated)?.[1] ?? '';
    const text = dated.replaceAll(
      was,
      new Date(Date.now() - (first + index) * 1_000).toUTCString().replace('GMT', '+0000'),
    );
    const user = `user${index % 10}@customer.example`;
    return Buffer.from(
      stamp + (index % 2 === 0 ? text.replace(/user\d+@customer\.example/g, user) : text),
      'latin1',
    );
  });
}

async function seedProvider(pool: Sql): Promise<void> {
  await pool`
    INSERT INTO feedback_loop (name, program, from_addresses, envelope_domains, dkim_domains)
    VALUES ('Example', 'other', '{fbl@feedback.example.net}', '{}', '{feedback.example.net}')`;
}

/** Seconds from the mailbox being made known to the worker until all its mail is processed and moved. */
async function mailboxToCase(pool: Sql, dovecot: Dovecot, user: string, count: number): Promise<number> {
  const [row] = await pool<{ id: number }[]>`
    INSERT INTO mailbox (name, kind, host, port, security, username, paused)
    VALUES (${user}, 'imap', '127.0.0.1', ${dovecot.port}, 'none', ${user}, true) RETURNING id`;
  const id = row?.id ?? 0;
  const sealed = Buffer.from(seal('secret', mailboxPasswordPlace(id), KEY));
  const [before] = await pool<{ last: number }[]>`
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM delivery_id_seq`;
  const start = performance.now();
  await pool`UPDATE mailbox SET password_sealed = ${sealed}, paused = false WHERE id = ${id}`;
  await pool`SELECT pg_notify('mailbox', '')`;
  while (!(await isThrough(pool, id, (before?.last ?? 0) + count))) {
    if (performance.now() - start > 300_000) throw new Error(`not all of ${count} mails came through`);
    await sleep(25);
  }
  const seconds = (performance.now() - start) / 1_000;
  const filed = await countFiled(pool, id);
  if (filed !== count) throw new Error(`${filed} of ${count} mails became complaints`);
  return seconds;
}

/**
 * Whether all mail of the mailbox is stored, moved and counted as a complaint. While it is not, a look costs next to
 * nothing: it must not take from what it measures.
 */
async function isThrough(pool: Sql, mailboxId: number, last: number): Promise<boolean> {
  const [stored] = await pool<{ last: number }[]>`SELECT last_value AS last FROM delivery_id_seq`;
  if ((stored?.last ?? 0) < last) return false;
  const [waiting] = await pool<{ some: boolean }[]>`
    SELECT EXISTS (SELECT FROM delivery WHERE mailbox_id = ${mailboxId} AND moved_at IS NULL)
      OR EXISTS (SELECT FROM raw_message WHERE state = 'received') AS some`;
  return waiting?.some === false;
}

/** Mails of the mailbox that were moved and became a complaint. */
async function countFiled(pool: Sql, mailboxId: number): Promise<number> {
  const [row] = await pool<{ count: number }[]>`
    SELECT count(*)::int AS count FROM delivery d
    JOIN report r ON r.raw_message_id = d.raw_message_id JOIN complaint c ON c.report_id = r.id
    WHERE d.mailbox_id = ${mailboxId} AND d.moved_at IS NOT NULL`;
  return row?.count ?? 0;
}

async function createDatabase(serverUrl: string, url: string): Promise<void> {
  const server = openSql(serverUrl, { max: 1 });
  await server`CREATE DATABASE bench`;
  await server.end();
  await migrate(url);
}

async function countCases(pool: Sql): Promise<number> {
  const [row] = await pool<{ count: number }[]>`SELECT count(*)::int AS count FROM "case" WHERE is_open`;
  return row?.count ?? 0;
}

async function stopWorker(worker: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGTERM');
  await ended;
}

function startWorker(url: string, name: string): ChildProcess {
  const env = {
    ...process.env,
    ...workerEnvironment,
    DATABASE_URL: url,
    SECRET_KEY: KEY.toString('hex'),
    AUTH_SECRET: randomBytes(32).toString('hex'),
    SAMPLE_PROVIDER: '0',
    OWN_DOMAINS: 'customer.example',
    OWN_HOSTS: 'out.example.com',
    AUTHSERV_IDS: 'mx.example.com',
    LOG_LEVEL: 'warn',
  };
  const args = [...workerNodeArgs, ...workerImports, 'workers/main.ts', name];
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** The worker's high-water mark, as Linux keeps it. */
function peakRssMib(worker: ChildProcess): number {
  const status = readFileSync(`/proc/${worker.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Infinity) / 1_024;
}

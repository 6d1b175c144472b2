// Reading mail logs: lines and transactions a second, against merely decoding every line to a string in the same
// process, and against pflogsumm. Limits: at least a quarter of decoding, at least twelve times pflogsumm.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogClock } from '@/lib/maillog/clock';
import { TransactionJoiner } from '@/lib/maillog/joiner';
import { PostfixReader } from '@/lib/maillog/read-postfix';
import { postfixLog } from './postfix-log';
import { secondsOfEndedChildren } from './processor-time';

const MIN_OF_DECODING = 0.25;
const MIN_OF_PFLOGSUMM = 12;
const BATCH = 5_000;
const ROUNDS = 3;

/** The lines to print, and whether the figures are within their limits. */
export interface BenchResult {
  lines: string[];
  ok: boolean;
}

/** Compares over `count` lines. */
export function run(count = 2_000_000): BenchResult {
  const chunks = [...postfixLog(count)];
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const rates = { ours: 0, decoding: 0 };
  let found = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.decoding = Math.max(rates.decoding, count / seconds(() => decode(chunks)));
    rates.ours = Math.max(rates.ours, count / seconds(() => (found = join_(chunks))));
  }
  const ofDecoding = rates.ours / rates.decoding;
  const summ = pflogsumm(chunks, count);
  const ofSumm = summ === null ? null : rates.ours / summ;
  return {
    lines: [
      `maillog: ${count} Postfix lines of ${Math.round(bytes / count)} bytes, ${found} transactions`,
      `  decoding every line   ${Math.round(rates.decoding)} lines/s`,
      `  Meldestelle           ${Math.round(rates.ours)} lines/s`,
      `  ratio                 ${ofDecoding.toFixed(2)} (limit: at least ${MIN_OF_DECODING})`,
      ofSumm === null
        ? '  pflogsumm             not measured, it is not installed'
        : `  pflogsumm             ${Math.round(summ ?? 0)} lines/s, ours ${ofSumm.toFixed(1)} times (limit: at least ${MIN_OF_PFLOGSUMM})`,
    ],
    ok: ofDecoding >= MIN_OF_DECODING && (ofSumm === null || ofSumm >= MIN_OF_PFLOGSUMM),
  };
}

/** Processor time of this process and of those that it ran, so that what else the machine does decides nothing. */
function seconds(work: () => unknown): number {
  const start = secondsSoFar();
  work();
  return secondsSoFar() - start;
}

function secondsSoFar(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000 + secondsOfEndedChildren();
}

function join_(chunks: readonly Buffer[]): number {
  const reader = new PostfixReader(new LogClock('Europe/Berlin', Date.UTC(2026, 11, 1)), {
    host: null,
    syslogName: 'postfix',
  });
  const joiner = new TransactionJoiner(reader);
  let found = 0;
  for (const chunk of chunks) {
    joiner.feed(chunk);
    if (joiner.size >= BATCH) found += joiner.take().parts.length;
  }
  return found + joiner.take().parts.length;
}

/** Every line becomes a string, nothing else. */
function decode(chunks: readonly Buffer[]): number {
  let characters = 0;
  let rest = Buffer.alloc(0);
  for (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
      characters += bytes.toString('utf8', start, end).length;
      start = end + 1;
    }
    rest = Buffer.from(bytes.subarray(start));
  }
  return characters;
}

/** Lines a second of Debian's pflogsumm over the same lines; null where it is not installed. */
function pflogsumm(chunks: readonly Buffer[], count: number): number | null {
  if (spawnSync('pflogsumm', ['--version']).error !== undefined) return null;
  const home = mkdtempSync(join(tmpdir(), 'meldestelle-bench-'));
  try {
    const file = join(home, 'mail.log');
    writeFileSync(file, Buffer.concat(chunks));
    return (
      count / seconds(() => spawnSync('pflogsumm', ['--detail', '0', file], { maxBuffer: 64 * 1024 * 1024 }))
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

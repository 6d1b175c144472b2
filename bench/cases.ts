// The case list at a hundred times the size: everything its page reads, at 1,000 accounts with 10,000 reports and at
// 100,000 accounts with 1,000,000 reports, in turns on the same machine. Limit: p95 of the large one at most 1.3 times
// that of the small one.

import { defaultView } from '@/lib/cases/list-parameters';
import { countTabs, listAssignees, listCases } from '@/lib/cases/queries';
import { seedDesk, type DeskSize } from '@/lib/cases/testing';
import { migrate } from '@/lib/db/migrate';
import { openSql, useSql, type Sql } from '@/lib/db/sql';
import { healthSummary } from '@/lib/intake/health-queries';
import { startTestServer } from '../scripts/test-postgres';

const small: DeskSize = { accounts: 1_000, reports: 10_000 };
const large: DeskSize = { accounts: 100_000, reports: 1_000_000 };
const limit = 1.3;
const rounds = 400;
const agent = 1;

interface World {
  sql: Sql;
  close(): Promise<void>;
}

/** Measures in two databases of a server of its own, which is gone afterwards. `ok` is false where the limit is missed. */
export async function run(): Promise<{ ok: boolean; lines: string[] }> {
  const { serverUrl, stop } = await startTestServer();
  const now = new Date();
  const worlds: World[] = [];
  try {
    for (const size of [small, large]) worlds.push(await makeWorld(serverUrl, size, now));
    const [first, second] = worlds as [World, World];
    const [smallP95Ms, largeP95Ms] = await compare(first.sql, second.sql, now);
    const ratio = largeP95Ms / smallP95Ms;
    const line =
      `case list: p95 ${smallP95Ms.toFixed(2)} ms at 1,000 accounts, ${largeP95Ms.toFixed(2)} ms at 100,000 accounts and ` +
      `1,000,000 reports, ratio ${ratio.toFixed(2)} (limit: at most ${limit})`;
    return { ok: ratio <= limit, lines: [line] };
  } finally {
    for (const world of worlds) await world.close();
    await stop();
  }
}

async function makeWorld(serverUrl: string, size: DeskSize, now: Date): Promise<World> {
  const admin = openSql(serverUrl, { max: 1 });
  const name = `cases_${size.accounts}`;
  await admin.unsafe(`CREATE DATABASE "${name}"`);
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href);
  const sql = openSql(url.href);
  await seedDesk(sql, size, now);
  return { sql, close: () => sql.end({ timeout: 5 }) };
}

// In turns, so that whatever else the machine does falls on both alike.
async function compare(first: Sql, second: Sql, now: Date): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds + 50; round += 1) {
    for (const [i, sql] of [first, second].entries()) {
      const ms = await timePage(sql, now);
      // The first rounds warm caches and connections.
      if (round >= 50) times[i]?.push(ms);
    }
  }
  return [p95(times[0]), p95(times[1])];
}

/** Everything the page of the list asks the database. */
async function timePage(sql: Sql, now: Date): Promise<number> {
  useSql(sql);
  const start = performance.now();
  await Promise.all([listCases(defaultView, agent, now), countTabs(agent), listAssignees(), healthSummary()]);
  return performance.now() - start;
}

function p95(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}

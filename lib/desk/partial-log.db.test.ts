// Signals where only a part of the mail log is read by the desk itself: what is found counts, what is not found is unknown,
// since the account may have sent on servers whose log is in a cluster.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { ScoreLine } from '@/lib/scoring/types';
import { closeLogConnections } from './connect-log';
import { evaluateSignals } from './evaluate-signals';
import { refreshScores } from './refresh-scores';
import { prepareDesk } from './testing/desk';
import { writeLog } from './testing/log-lines';
import { trafficLines } from './testing/log-traffic';

const HOUR = 3_600_000;
const burstAt = Math.floor((Date.now() - 6 * HOUR) / HOUR) * HOUR;
const at = (hours: number): Date => new Date(burstAt + hours * HOUR);
const anna = 'anna@example.com';
/** Three times the volume that is noticed, from one network. */
const burst = (login: string) => trafficLines({ login, at: at(0), mails: 300 });

let db: TestDatabase;
beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
  let habits = '';
  for (let day = 10; day >= 1; day -= 1) habits += trafficLines({ login: anna, at: at(-24 * day), mails: 3 });
  await writeLog(habits);
  await db.sql`
    INSERT INTO account (kind, login, domain)
    VALUES ('mailbox', ${anna}, 'example.com'), ('mailbox', 'new@example.com', 'example.com')`;
});
afterEach(async () => {
  closeLogConnections();
  await db.drop();
});

/** A cluster that nobody reaches, with servers as it had them when it last answered. */
async function connectCluster(...hosts: string[]): Promise<void> {
  const reached = hosts.map((host) => ({ host, from: burstAt - 240 * HOUR, to: burstAt + HOUR }));
  await db.sql`
    INSERT INTO log_source (name, kind, host, cluster, position)
    VALUES ('cluster', 'cluster', '', '{}', ${db.sql.json({ reached } as never)})`;
}

async function codesOf(login: string): Promise<string[]> {
  await evaluateSignals(() => at(1));
  // Refreshed are those who have a score.
  await db.sql`UPDATE account SET complaint_score = 1`;
  await refreshScores(() => at(1));
  const [row] = await db.sql<{ lines: ScoreLine[] }[]>`
    SELECT score_lines AS lines FROM account WHERE login = ${login}`;
  return row?.lines.map(({ code }) => code).filter((code) => /^(log-)?signal/.test(code)) ?? [];
}

it('all servers read here: nothing found is nothing unusual', async () => {
  expect(await codesOf('new@example.com')).toEqual(['log-signals-none']);
});

it('a server in a cluster: nothing found is unknown, and says at how many servers nobody looked', async () => {
  await connectCluster('mail8.example.com', 'mail9.example.com');
  expect(await codesOf('new@example.com')).toEqual(['log-signals-partial']);
  const [row] = await db.sql<{ lines: ScoreLine[] }[]>`
    SELECT score_lines AS lines FROM account WHERE login = 'new@example.com'`;
  expect(row?.lines.find(({ code }) => code === 'log-signals-partial')?.detail).toMatchObject({ hosts: 2 });
});

it('what is found on our own servers counts, whatever else there is', async () => {
  await connectCluster('mail9.example.com');
  await writeLog(burst(anna));
  expect(await codesOf(anna)).toEqual(['signal-volume']);
});

it('who never sent on our own servers may have on the others: no habit is known of him', async () => {
  await writeLog(burst('new@example.com'));
  expect(await codesOf('new@example.com')).toEqual(['signal-volume']);
  await connectCluster('mail9.example.com');
  await writeLog(trafficLines({ login: 'new@example.com', at: at(0.5), mails: 1 }));
  expect(await codesOf('new@example.com')).toEqual(['signal-volume-unknown']);
});

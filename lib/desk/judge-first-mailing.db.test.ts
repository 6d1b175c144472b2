// A first mailing as the log has it: from the firm's own network it is no case, from one never used before it is.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { LogFacts } from '@/lib/scoring/signals/types';
import { evaluateSignals } from './evaluate-signals';
import { prepareDesk } from './testing/desk';
import { writeLog } from './testing/log-lines';
import { trafficLines } from './testing/log-traffic';

const HOUR = 3_600_000;
const mailedAt = Math.floor((Date.now() - 6 * HOUR) / HOUR) * HOUR;
const at = (hours: number): Date => new Date(mailedAt + hours * HOUR);
const OFFICE = '198.51.100.0';

let db: TestDatabase;
beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

it('counts what comes back only where the mailing came from elsewhere', async () => {
  const firms = [
    { login: 'firm@example.com', from: OFFICE },
    { login: 'broken@example.com', from: '203.0.113.0' },
  ];
  let text = '';
  for (let day = 10; day >= 1; day -= 1)
    for (const { login } of firms)
      text += trafficLines({ login, at: at(-24 * day - 1), mails: 3, recipients: 2, networks: [OFFICE] });
  for (const { login, from } of firms)
    text += trafficLines({ login, at: at(0), mails: 150, recipients: 4, bounced: 40, networks: [from] });
  await writeLog(text);
  expect(await evaluateSignals(() => at(1))).toMatchObject({ opened: 1 });
  const kept = await db.sql<{ login: string; points: number; facts: LogFacts }[]>`
    SELECT login, points, facts FROM account_log_facts WHERE login IN ${db.sql(firms.map(({ login }) => login))} ORDER BY login DESC`;
  expect(kept.map(({ login, points, facts }) => [login, points, facts.busiest.newNetworks])).toEqual([
    ['firm@example.com', 15, 0],
    ['broken@example.com', 25, 1],
  ]);
  expect(await db.sql`SELECT a.login FROM "case" c JOIN account a ON a.id = c.account_id`).toEqual([
    { login: 'broken@example.com' },
  ]);
});

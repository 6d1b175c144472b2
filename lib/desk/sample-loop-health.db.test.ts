// The sample provider shows each state of health, a missing self-check and the gap of a program nobody subscribed to.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { judgeHealth } from '@/lib/feedback-loops/health';
import { loadHealth } from '@/lib/feedback-loops/health-queries';
import { insertLoopHealth } from '@/lib/sample-provider/loop-health-store';
import { AUTHSERV_ID } from '@/lib/sample-provider/network';
import { createProvider } from '@/lib/sample-provider/provider';
import { insertLoops, insertOwnNetwork } from '@/lib/sample-provider/store';
import { insertSubscriptions } from '@/lib/sample-provider/subscription-store';
import { askLoopContacts } from './ask-loop-contacts';
import { readCoverage } from './read-coverage';
import { selfCheckLoops } from './self-check-loops';

let db: TestDatabase;
beforeEach(async () => {
  db = await freshDatabase();
});
afterEach(() => db.drop());

it('each state of health, one check missing, one question open, one gap on top', async () => {
  const now = new Date();
  await db.sql.begin(async (tx) => {
    const provider = createProvider(1);
    await insertOwnNetwork(tx, provider, AUTHSERV_ID);
    await insertLoops(tx, provider, now);
    await insertSubscriptions(tx, now);
    await insertLoopHealth(tx, now);
    await insertLoopHealth(tx, now);
  });
  const found = (await loadHealth(db.sql, now)).map((loop): [string, string] => {
    const { state, findings } = judgeHealth(loop);
    return [loop.name, [state, ...new Set(findings.map(({ code }) => code))].join(' ')];
  });
  expect(Object.fromEntries(found)).toMatchObject({
    'Yahoo CFL': 'good',
    'Comcast FBL': 'bad not-proved new-sender',
    'Validity Universal FBL': 'bad not-ours',
    SpamCop: 'watch hides-more',
  });
  expect(await selfCheckLoops(now)).toMatchObject({ missed: 1 });
  expect(await askLoopContacts(now)).toBe(1);
  await db.sql`INSERT INTO recipient_day VALUES (current_date - 1, 10, now())`;
  await db.sql`
    INSERT INTO recipient_domain_day VALUES (current_date - 1, 'freipost.example', 4), (current_date - 1, 'yahoo-post.example', 6)`;
  const { rows } = await readCoverage(null, now);
  expect(rows[0]).toMatchObject({ program: { id: 'freipost' }, state: 'open', share: 0.4 });
  expect(rows.find(({ program }) => program.id === 'microsoft-jmrp')).toMatchObject({ state: 'covered' });
});

// Aliases of the directory on the whole way: complaints about an alias, a catch-all and an alias domain end at the
// account that authenticates, in its one case; one question a batch, whatever it holds.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { loadAliasFacts } from '@/lib/directory/alias-queries';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { forgetDeskContext } from './desk-context';

let db: TestDatabase;
const loop = 'loop-a.example.net';

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
  await db.sql`INSERT INTO own_resource (kind, value) VALUES ('domain', 'example.net')`;
  await db.sql`INSERT INTO directory_source (id, name, kind) VALUES (1, 'Verzeichnis', 'csv')`;
  await db.sql`INSERT INTO account (login, domain, source_id) VALUES ('anna@example.com', 'example.com', 1), ('bert@example.com', 'example.com', 1)`;
  await db.sql`
    INSERT INTO account_alias (address, target, source_id) VALUES
      ('info@example.com', 'anna@example.com', 1), ('@example.com', 'anna@example.com', 1),
      ('@example.net', '@example.com', 1), ('team@example.com', 'anna@example.com', 1),
      ('team@example.com', 'bert@example.com', 1), ('anna@example.com', 'anna@example.org', 1)`;
  forgetDeskContext();
});
afterEach(() => db.drop());

const complain = (sender: string, serial: number, hop: 'authenticated' | 'none' = 'authenticated') =>
  storeMails(db, [{ raw: arfMail({ loop, sender, serial, hop }) }]);

describe('complaints about aliases', () => {
  it('end at the account that authenticates', async () => {
    const senders = ['info@example.com', 'niemand@example.com', 'anna@example.net', 'anna@example.com'];
    for (const [i, sender] of senders.entries()) await complain(sender, i + 1);
    await drain();
    const rows = await db.sql`
      SELECT k.login, count(*)::int AS complaints FROM complaint c JOIN account k ON k.id = c.account_id GROUP BY 1`;
    expect(rows).toEqual([{ login: 'anna@example.com', complaints: 4 }]);
    const [row] = await db.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM account`;
    expect(row?.n).toBe(2);
    const evidence = await db.sql<{ value: string }[]>`
      SELECT e ->> 'value' AS value FROM attribution, jsonb_array_elements(evidence) e
      WHERE e ->> 'code' = 'alias' AND e ->> 'rung' = 'own-received' ORDER BY report_id`;
    expect(evidence.map(({ value }) => value)).toEqual([
      'info@example.com → anna@example.com',
      'niemand@example.com → anna@example.com',
      'anna@example.net → anna@example.com',
    ]);
  });

  it('of several accounts name nobody, and bring nobody into being', async () => {
    await complain('team@example.com', 1, 'none');
    await drain();
    expect(await db.sql`SELECT account_id, verdict FROM attribution`).toEqual([
      { account_id: null, verdict: 'unattributed' },
    ]);
    expect(await db.sql`SELECT FROM complaint`).toHaveLength(0);
  });

  it('that the directory no longer has are accounts of their own again', async () => {
    await db.sql`DELETE FROM account_alias`;
    forgetDeskContext();
    await complain('info@example.com', 1);
    await drain();
    expect(await db.sql`SELECT login FROM account ORDER BY login`).toEqual([
      { login: 'anna@example.com' },
      { login: 'bert@example.com' },
      { login: 'info@example.com' },
    ]);
  });
});

describe('the facts about aliases', () => {
  it('reach as far as aliases lead, and round a loop only once', async () => {
    await db.sql`
      INSERT INTO account_alias (address, target) VALUES ('a@example.com', 'b@example.com'), ('b@example.com', 'a@example.com')`;
    const facts = await loadAliasFacts(db.sql, ['anna@example.net', 'a@example.com']);
    expect([...facts.accounts]).toEqual(['anna@example.com']);
    expect(facts.targets.get('@example.net')).toEqual(['@example.com']);
    expect(facts.targets.get('b@example.com')).toEqual(['a@example.com']);
  });

  it('leave out accounts that their source no longer lists', async () => {
    await db.sql`UPDATE account SET gone_at = now()`;
    expect((await loadAliasFacts(db.sql, ['anna@example.com'])).accounts.size).toBe(0);
  });

  it('are found by index among many', async () => {
    await db.sql`
      INSERT INTO account_alias (address, target) SELECT 'x' || n || '@example.com', 'y' || n || '@example.com' FROM generate_series(1, 50000) n`;
    await db.sql`ANALYZE account_alias`;
    const facts = await loadAliasFacts(db.sql, ['x77@example.com']);
    expect(facts.targets.get('x77@example.com')).toEqual(['y77@example.com']);
    const [plan] = await db.sql`
      EXPLAIN (FORMAT JSON) SELECT target FROM account_alias WHERE address IN ('x77@example.com', '@example.com') LIMIT 40`;
    expect(JSON.stringify(plan)).toContain('account_alias_address_target_key');
  });
});

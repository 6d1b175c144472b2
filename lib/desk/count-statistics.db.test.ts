// The kept counters on a real database: each report once, corrected both ways when a mail is read again, and always what
// counting everything from nothing comes to.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { markForReplay } from '@/lib/intake/replay-store';
import { sql } from '@/lib/db/sql';
import { countStatistics } from './count-statistics';
import { setAccountByHand } from './set-account-by-hand';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

const loop = 'loop-a.example.net';
let db: TestDatabase;
let serial = 0;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
  await db.sql`INSERT INTO app_user (id, login, name) VALUES (1, 'ada', 'Ada')`;
});
afterEach(() => db.drop());

async function complain(sender: string, ...days: string[]): Promise<void> {
  const mails = days.map((day) => ({
    raw: arfMail({ loop, sender, serial: (serial += 1) }),
    receivedAt: new Date(`${day}T10:00:00Z`),
  }));
  await storeMails(db, mails);
  await drain();
}

/** What a run finds is counted by the next one. */
async function count(step?: number): Promise<void> {
  await countStatistics(new Date(), step);
  await countStatistics(new Date(), step);
}

interface Row {
  dimension: string;
  key: string;
  day: string;
  count: number;
}

const kept = () => db.sql<Row[]>`
  SELECT dimension, key, day::text AS day, count::int AS count FROM statistic_day
  WHERE count <> 0 AND dimension <> 'delivered' ORDER BY 1, 2, 3`;
const recounted = () => db.sql<Row[]>`
  SELECT v.dimension, v.key, c.day::text AS day, count(*)::int AS count
  FROM countable_report c CROSS JOIN LATERAL (VALUES ('program', c.program), ('kind', c.kind), ('verdict', c.verdict),
    ('account', c.account_id::text)) AS v (dimension, key)
  WHERE v.key IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
const accounts = async () => {
  const rows = await db.sql<{ login: string; count: number }[]>`
    SELECT a.login, sum(d.count)::int AS count FROM statistic_day d JOIN account a ON a.id = d.key::int
    WHERE d.dimension = 'account' GROUP BY 1 HAVING sum(d.count) <> 0 ORDER BY 1`;
  return Object.fromEntries(rows.map((row) => [row.login, row.count]));
};

describe('the counters', () => {
  it('count each report once, a run after it was seen, on the day it came', async () => {
    await complain('a@example.com', '2026-11-18', '2026-11-18', '2026-11-19');
    await countStatistics();
    expect(await kept()).toEqual([]);
    await countStatistics();
    await count();
    expect((await kept()).filter((row) => row.dimension === 'program')).toEqual([
      { dimension: 'program', key: 'loop:1', day: '2026-11-18', count: 2 },
      { dimension: 'program', key: 'loop:1', day: '2026-11-19', count: 1 },
    ]);
    expect(await kept()).toEqual(await recounted());
  });

  it('come to the same in small steps', async () => {
    await complain('a@example.com', ...Array.from({ length: 7 }, () => '2026-11-18'));
    await count(2);
    expect(await kept()).toEqual(await recounted());
    expect(await accounts()).toEqual({ 'a@example.com': 7 });
  });

  it('follow a report to the account that a person names, and back', async () => {
    await complain('a@example.com', '2026-11-18', '2026-11-19');
    await count();
    const [report] = await db.sql<{ id: number }[]>`SELECT id FROM report ORDER BY id LIMIT 1`;
    const word = { reportId: report?.id ?? 0, reason: 'Protokoll' };
    expect(await setAccountByHand({ ...word, accountLogin: 'b@example.com' }, { id: 1 })).toMatchObject({
      ok: true,
    });
    await drain();
    await count();
    expect(await accounts()).toEqual({ 'a@example.com': 1, 'b@example.com': 1 });
    expect(await kept()).toEqual(await recounted());
    const [again] = await db.sql<{ id: number }[]>`
      SELECT r.id FROM report r JOIN complaint c ON c.report_id = r.id JOIN account a ON a.id = c.account_id
      WHERE a.login = 'b@example.com'`;
    await setAccountByHand({ reportId: again?.id ?? 0, reason: 'Irrtum', accountLogin: null }, { id: 1 });
    await drain();
    await count();
    expect(await accounts()).toEqual({ 'a@example.com': 2 });
    expect(await kept()).toEqual(await recounted());
  });

  it('take back nothing that they never counted', async () => {
    await complain('a@example.com', '2026-11-18');
    await countStatistics();
    const ids = (await db.sql<{ id: number }[]>`SELECT id FROM raw_message`).map(({ id }) => id);
    await sql().begin((tx) => markForReplay(tx, { ids }));
    await drain();
    await count();
    await count();
    expect(await kept()).toEqual(await recounted());
    expect(await accounts()).toEqual({ 'a@example.com': 1 });
    expect(await db.sql`SELECT FROM removed_report`).toHaveLength(0);
  });
});

describe('deliveries', () => {
  const hour = (at: string, delivered: number) => db.sql`
    INSERT INTO account_hour (kind, login, hour, messages, recipients, delivered, bounced, refused, foreign_from, networks)
    VALUES ('mailbox', 'a@example.com', ${at}::timestamptz, 1, 1, ${delivered}, 0, 0, 0, '{}')`;
  const delivered = async () => {
    const rows = await db.sql<{ day: string; count: number }[]>`
      SELECT day::text AS day, count::int AS count FROM statistic_day WHERE dimension = 'delivered' ORDER BY day`;
    return rows.map(({ day, count: sum }) => [day, sum]);
  };

  it('are summed by day, and stay when their hours are gone', async () => {
    await hour('2026-11-18T23:00:00Z', 40);
    await hour('2026-11-19T00:00:00Z', 5);
    await countStatistics(new Date('2026-11-19T12:00:00Z'));
    expect(await delivered()).toEqual([
      ['2026-11-18', 40],
      ['2026-11-19', 5],
    ]);
    await db.sql`DELETE FROM account_hour`;
    await hour('2026-11-19T01:00:00Z', 7);
    await db.sql`UPDATE statistic_state SET delivered_at = now() - interval '1 day'`;
    await countStatistics(new Date());
    expect(await delivered()).toEqual([
      ['2026-11-18', 40],
      ['2026-11-19', 7],
    ]);
  });
});

it('what was counted by account goes after 400 days, the sums stay', async () => {
  await db.sql`
    INSERT INTO statistic_day (dimension, key, day, count) VALUES
      ('account', '1', '2025-10-17', 1), ('account', '1', '2025-10-18', 1), ('program', 'signed', '2024-01-01', 1)`;
  await countStatistics(new Date('2026-11-22T12:00:00Z'));
  const rows = await db.sql<{ day: string }[]>`SELECT day::text AS day FROM statistic_day ORDER BY day`;
  expect(rows.map(({ day }) => day)).toEqual(['2024-01-01', '2025-10-18']);
});

// What a search for campaigns touches where half a year of complaints is kept: those of its window, by their block ranges;
// and what the page of a case touches: the members of its campaigns.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useSql, type Tx } from '@/lib/db/sql';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { explaining, type Plan } from '@/lib/maillog-lookup/testing/explain';
import { windowDays } from './limits';
import { listCaseCampaigns, shownMembers } from './queries';
import { countAccounts, loadSharedMails } from './store';

const DAYS = 180;
const PER_DAY = 400;
const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 21);
const since = new Date(now - windowDays * DAY);

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await db.sql.begin(async (tx) => {
    // References are not what is asked here.
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`
      INSERT INTO complaint (report_id, account_id, reporter_key, complainant, received_at, value, standing, kind,
        trust_factor, attribution_factor, lines, policy_id, features)
      SELECT n, 1 + n * 7 % 3000, 'loop:' || n % 7, '', ${new Date(now - DAYS * DAY)}::timestamptz
          + n * make_interval(secs => ${DAY / 1_000 / PER_DAY}), 5, 'counted', 'user', 1, 1, '[]', 1,
        ARRAY['s:subject ' || n % 900, 'h:site' || n % 5000 || '.example', 'b:' || n]
      FROM generate_series(1, ${DAYS * PER_DAY}::int) AS n`;
  });
  await db.sql`VACUUM ANALYZE complaint`;
}, 120_000);
afterAll(() => db.drop());

it('is the complaints of two weeks, not the half-year', async () => {
  const [table] = await db.sql<{ pages: number }[]>`
    SELECT relpages AS pages FROM pg_class WHERE relname = 'complaint'`;
  const plans: Plan[] = [];
  const tx = explaining(db.sql, plans, { forced: false }) as unknown as Tx;
  await countAccounts(tx, since);
  await loadSharedMails(tx, since, 600);
  expect(plans).toHaveLength(2);
  for (const { text, pages } of plans) {
    expect(text).toContain('complaint_received');
    expect(text).not.toMatch(/Seq Scan on complaint/);
    // The window's share of the table, a block range at its edge, and the index.
    expect(pages, text).toBeLessThan(((table?.pages ?? 0) * windowDays) / DAYS + 100);
  }
});

it('finds what several accounts share, and leaves out what too many do', async () => {
  const few = await db.sql.begin((tx) => loadSharedMails(tx, since, 600));
  expect(few.length).toBeGreaterThan(500);
  expect(few.every(({ features }) => features.every((feature) => /^[sh]:/.test(feature)))).toBe(true);
  expect(await db.sql.begin((tx) => loadSharedMails(tx, since, 1))).toEqual([]);
});

describe('the campaigns of a case', () => {
  const MEMBERS = 500;
  const ACCOUNTS = 30_000;
  /** A member of a campaign of `MEMBERS`, of which there is one for each thousand accounts. */
  const member = 1_001;

  beforeAll(async () => {
    await db.sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`;
      await tx`
        INSERT INTO account (id, kind, login, domain)
        SELECT n, 'mailbox', 'user' || n || '@example.com', 'example.com' FROM generate_series(1, ${ACCOUNTS}::int) n`;
      await tx`
        INSERT INTO "case" (number, account_id, stage, score, peak_stage, initial_score, initial_lines, state, opened_at,
          closed_at)
        SELECT 'AD-2026-' || n || '-' || k, n, 2, 30, 2, 30, '[]',
          (CASE WHEN k = 3 AND n % 2 = 0 THEN 'new' ELSE 'closed' END)::case_state,
          ${new Date(now - DAY)}::timestamptz + k * interval '1 hour',
          CASE WHEN k < 3 OR n % 2 = 1 THEN ${new Date(now)}::timestamptz END
        FROM generate_series(1, ${ACCOUNTS}::int) n, generate_series(1, 3) k`;
      await tx`
        INSERT INTO campaign (id, first_at, last_at, evidence, features, accounts, complaints)
        SELECT n, ${since}, ${new Date(now)}, '[]', '{}', ${MEMBERS}, ${MEMBERS * 2} FROM generate_series(1, ${ACCOUNTS / 1000}::int) n`;
      await tx`
        INSERT INTO campaign_account (campaign_id, account_id, complaints, first_at, last_at)
        SELECT n / 1000 + 1, n, 2, ${since}, ${new Date(now)} FROM generate_series(1, ${ACCOUNTS - 1}::int) n
        WHERE n % 1000 <= ${MEMBERS} AND n % 1000 > 0`;
    });
    await db.sql`VACUUM ANALYZE account, "case", campaign, campaign_account`;
  }, 120_000);

  const ask = () =>
    listCaseCampaigns(member, { firstSeenAt: new Date(now - 3 * DAY), closedAt: new Date(now + DAY) });

  it('are its one campaign, open cases first', async () => {
    useSql(db.sql);
    const [campaign, ...rest] = await ask();
    expect(rest).toEqual([]);
    expect(campaign).toMatchObject({ id: 2, accounts: MEMBERS, openCases: MEMBERS / 2 });
    expect(campaign?.others).toHaveLength(shownMembers);
    for (const other of campaign?.others ?? [])
      expect(other.case?.number).toBe(`AD-2026-${other.accountId}-3`);
  });

  it('touch its members and their cases, whatever else there is', async () => {
    const plans: Plan[] = [];
    useSql(explaining(db.sql, plans, { forced: false }));
    await ask();
    useSql(db.sql);
    expect(plans).toHaveLength(1);
    for (const { text, pages } of plans) {
      expect(text).not.toMatch(/Seq Scan on (?:account|"case"|campaign_account)/);
      // For each member its account, its cases by two indexes, and its row.
      expect(pages, text).toBeLessThan(MEMBERS * 16);
    }
  });
});

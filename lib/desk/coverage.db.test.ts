// Where our mail goes and what the subscriptions cover of it, on a real database, and what the reads touch at volume.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { forgetDays } from '@/lib/feedback-loops/recipient-store';
import { countRecipients } from './count-recipients';
import { readCoverage } from './read-coverage';
import { prepareDesk } from './testing/desk';
import { insertDelivered } from './testing/delivered';

const DAY = 86_400_000;
let db: TestDatabase;
const noon = new Date(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`);
const day = (back: number) => new Date(noon.getTime() - back * DAY).toISOString().slice(0, 10);

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, []);
});
afterEach(() => db.drop());

const delivered = (back: number, domains: Record<string, number>, more = {}) =>
  insertDelivered(db, day(back), domains, more);
const traffic = async () => (await readCoverage(null, noon)).traffic;

it('counts what is over and went to others, once, and again when it is complete', async () => {
  await delivered(0, { 'yahoo.com': 99 });
  await delivered(1, { 'yahoo.com': 6, 'example.com': 50, 'other.example': 4 });
  await delivered(1, { 'yahoo.com': 5 }, { is_handed_on: true });
  expect(await countRecipients(noon, 7)).toEqual({ days: 1 });
  expect(await countRecipients(noon, 7)).toEqual({ days: 0 });
  expect(await traffic()).toMatchObject({ days: 1, delivered: 10 });
  await delivered(1, { 'yahoo.com': 10 });
  await countRecipients(new Date(noon.getTime() + DAY), 7);
  const yesterday = async () => {
    const [row] = await db.sql<{ delivered: number }[]>`
      SELECT delivered FROM recipient_day WHERE day = ${day(1)}::date`;
    return row?.delivered;
  };
  expect(await yesterday()).toBe(10);
  await countRecipients(new Date(noon.getTime() + 2 * DAY), 7);
  expect(await yesterday()).toBe(20);
  await db.sql`INSERT INTO recipient_day VALUES (${day(1)}::date - 40, 1, now())`;
  await db.sql`INSERT INTO recipient_domain_day VALUES (${day(1)}::date - 40, 'old.example', 1)`;
  await forgetDays(db.sql);
  expect(await db.sql`SELECT FROM recipient_domain_day WHERE domain = 'old.example'`).toHaveLength(0);
  expect(await yesterday()).toBe(20);
});

it('puts the biggest gap on top, and names domains of which no program is known', async () => {
  await delivered(1, {
    'yahoo.com': 30,
    'outlook.com': 20,
    'comcast.net': 10,
    'unknown.example': 39,
    'tiny.example': 1,
  });
  await countRecipients(noon, 7);
  await db.sql`
    INSERT INTO own_resource (kind, value) VALUES ('range', '198.51.100.0/24'), ('dkim-domain', 'example.com')`;
  await db.sql`
    INSERT INTO feedback_loop (id, name, program, intake_alias, from_addresses, envelope_domains, dkim_domains, state) VALUES
      (1, 'Yahoo', 'yahoo-cfl', NULL, '{}', '{}', '{}', 'active'),
      (2, 'Microsoft', 'microsoft-jmrp', NULL, '{}', '{}', '{}', 'active'),
      (3, 'Validity', 'validity', NULL, '{}', '{}', '{}', 'applied')`;
  await db.sql`
    INSERT INTO feedback_loop_resource (feedback_loop_id, kind, value) VALUES
      (1, 'dkim-domain', 'example.com'), (2, 'range', '192.0.2.0/24'), (2, 'range', '203.0.113.0/24'),
      (3, 'range', '192.0.2.0/24')`;
  const { rows, unknownDomains } = await readCoverage(null, noon);
  const of = (id: string) => rows.find(({ program }) => program.id === id);
  expect(of('yahoo-cfl')).toMatchObject({ state: 'covered', share: 0.3, gap: 0 });
  expect(of('microsoft-jmrp')).toMatchObject({
    state: 'partly',
    share: 0.2,
    gap: 0.1,
    counts: { all: 2, covered: 1, underWay: 0, missing: ['198.51.100.0/24'] },
  });
  expect(of('comcast')).toMatchObject({ state: 'under-way', gap: 0.1, counts: { covered: 0, underWay: 1 } });
  expect(rows.slice(0, 3).map(({ gap }) => gap)).toEqual([0.1, 0.1, 0.1]);
  expect(unknownDomains).toEqual([
    { domain: 'unknown.example', delivered: 39, share: 0.39, host: null },
    { domain: 'tiny.example', delivered: 1, share: 0.01, host: null },
  ]);
  await db.sql`UPDATE feedback_loop_resource SET value = '198.51.100.0/25' WHERE value = '203.0.113.0/24'`;
  const { rows: halved } = await readCoverage(null, noon);
  const half = halved.find(({ program }) => program.id === 'microsoft-jmrp');
  expect(half?.gap).toBeCloseTo(0.05);
  expect(half?.counts).toMatchObject({ covered: 1, partly: 1, missing: ['198.51.100.128/25'] });
  const { rows: narrowed } = await readCoverage('198.51', noon);
  expect(narrowed.find(({ program }) => program.id === 'microsoft-jmrp')).toMatchObject({
    counts: { all: 1, covered: 0, missing: ['198.51.100.128/25'] },
  });
});

it('reads days and not mails, and ten thousand domains in one pass', async () => {
  await db.sql`
    INSERT INTO own_resource (kind, value) SELECT 'dkim-domain', 'd' || n || '.example' FROM generate_series(1, 10000) n`;
  await db.sql`
    INSERT INTO feedback_loop (id, name, program, from_addresses, envelope_domains, dkim_domains)
    SELECT n, 'Loop ' || n, 'yahoo-cfl', '{}', '{}', '{}' FROM generate_series(1, 10) n`;
  await db.sql`
    INSERT INTO feedback_loop_resource (feedback_loop_id, kind, value)
    SELECT l, 'dkim-domain', 'd' || n || '.example' FROM generate_series(1, 10) l, generate_series(1, 9999) n`;
  await db.sql`INSERT INTO recipient_day SELECT ${day(1)}::date - n, 1000000, now() FROM generate_series(0, 27) n`;
  await db.sql`
    INSERT INTO recipient_domain_day SELECT ${day(1)}::date - n, 'r' || d || '.example', 1000
    FROM generate_series(0, 27) n, generate_series(1, 1000) d`;
  await db.sql`ANALYZE`;
  const began = process.hrtime.bigint();
  const { rows } = await readCoverage(null, noon);
  const ms = Number(process.hrtime.bigint() - began) / 1e6;
  expect(rows.find(({ program }) => program.id === 'yahoo-cfl')?.counts).toMatchObject({
    all: 10_000,
    covered: 9_999,
    missing: ['d10000.example'],
  });
  expect(ms).toBeLessThan(5_000);
});

// Lists against a name server of the test, from the first listing to its end: what becomes rows and tasks, and what does
// not where a list cannot be believed.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { findListing, listListings } from '@/lib/block-lists/queries';
import type { ListBody } from '@/lib/block-lists/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { liveLookups } from '@/lib/dns/lookups';
import { startNameServer, type NameServer } from '@/lib/dns/testing/name-server';
import { checkBlockLists } from './check-block-lists';
import { removeBlockList } from './remove-block-list';
import { saveBlockList } from './save-block-list';
import { saveBlockListScope } from './save-block-list-scope';
import { tickListingStep } from './tick-listing-step';

const settings = vi.hoisted(() => ({
  SAMPLE_PROVIDER: false,
  DNS_SERVERS: [] as string[],
  OWN_HOSTS: ['mail1.example.net'],
  OWN_RANGES: [] as string[],
  OWN_DOMAINS: ['example.net'],
}));
vi.mock('@/lib/env', async (original) => ({
  ...(await original<object>()),
  env: () => settings,
}));

const zone = 'bl.example';
const body: ListBody = {
  name: 'Liste',
  zone,
  subjects: ['ipv4', 'domain'],
  codes: [],
  isBitmask: false,
  testDomain: null,
  lookupUrl: null,
  steps: ['Formular ausfüllen'],
  note: null,
  queriesPerMinute: 60,
  intervalMinutes: 60,
  active: true,
};
const start = Date.parse('2026-11-22T09:00:00Z');
const hour = 3_600_000;

let db: TestDatabase;
let server: NameServer;
let admin: { id: number; name: string };
let listId: number;

const check = (at: number) => checkBlockLists({ now: () => at, lookups: liveLookups() });
const answer = (name: string, ...a: string[]) => server.records.set(`${name}.${zone}`, { a });
const openTasks = () => db.sql<{ kind: string; detail: Record<string, unknown> }[]>`
  SELECT kind, detail FROM task WHERE done_at IS NULL ORDER BY id`;
const state = async () =>
  (
    await db.sql<{ state: string; lastChecked: number }[]>`
    SELECT state, last_checked AS "lastChecked" FROM block_list WHERE id = ${listId}`
  )[0];
const listed = async () => (await listListings('open', null)).rows.map(({ subject }) => subject);

beforeAll(async () => {
  db = await freshDatabase();
  const [user] = await db.sql<{ id: number; name: string }[]>`
    INSERT INTO app_user (login, name) VALUES ('anna', 'Anna') RETURNING id, name`;
  if (user === undefined) throw new Error('no user');
  admin = user;
});
afterAll(() => db.drop());

beforeEach(async () => {
  await db.sql`TRUNCATE block_list, block_listing, task RESTART IDENTITY CASCADE`;
  await db.sql`DELETE FROM setting`;
  server = await startNameServer();
  settings.DNS_SERVERS = [server.address];
  server.records.set('mail1.example.net', { a: ['192.0.2.11'] });
  answer('2.0.0.127', '127.0.0.2');
  answer('test', '127.0.0.2');
  const saved = await saveBlockList({ id: null, seen: null, body }, admin);
  if (!saved.ok) throw new Error(saved.code);
  listId = saved.data.id;
  await db.sql`UPDATE block_list SET next_at = ${new Date(start)}`;
});
afterEach(() => server.close());

async function sent(
  saslUser: string,
  host: string,
  at: number,
  recipients: number,
  serial: string,
): Promise<void> {
  const day = new Date(at).toISOString().slice(0, 10);
  await db.sql`SELECT ensure_mail_transaction_partition(${day}::date)`;
  await db.sql`
    INSERT INTO mail_transaction (day, host, queue_id, first_at, last_at, origin, sasl_user, recipients, delivered,
      deferred, bounced, domains, is_expired, is_rejected, is_handed_on, has_other_address, is_outward, lines)
    VALUES (${day}, ${host}, ${serial}, ${new Date(at)}, ${new Date(at)}, 'submission', ${saslUser}, ${recipients},
      ${recipients}, 0, 0, '{}', false, false, false, false, true, '{}')`;
}

it('makes a listing with its task, names who sent from there at the time, and ends both when the list lets go', async () => {
  await check(start);
  expect(await listed()).toEqual([]);
  expect(await state()).toEqual({ state: 'answers', lastChecked: 2 });
  await sent('loud@example.net', 'mail1', start + hour / 2, 500, 'A1');
  await sent('quiet@example.net', 'mail1.example.net', start - 2 * hour, 1, 'A2');
  await sent('elsewhere@example.net', 'mail2.example.net', start + hour / 2, 900, 'A3');
  await sent('longago@example.net', 'mail1', start - 30 * hour, 900, 'A4');
  server.records.set(`11.2.0.192.${zone}`, { a: ['127.0.0.2'], txt: ['trap'] });

  // Not before its time: a round an hour.
  await check(start + hour / 2);
  expect(await listed()).toEqual([]);
  await check(start + hour);
  const [row] = (await listListings('open', null)).rows;
  expect(row).toMatchObject({
    subject: '192.0.2.11',
    host: 'mail1.example.net',
    senderCount: 2,
    stepCount: 6,
  });
  const detail = await findListing(row?.id ?? 0);
  expect(detail?.senders).toEqual([
    { sender: 'loud@example.net', messages: 1, recipients: 500 },
    { sender: 'quiet@example.net', messages: 1, recipients: 1 },
  ]);
  expect([detail?.reason, detail?.clearBefore]).toEqual(['trap', new Date(start)]);
  expect(await openTasks()).toMatchObject([
    {
      kind: 'block-listing',
      detail: { accounts: ['loud@example.net', 'quiet@example.net'], listing: { subject: '192.0.2.11' } },
    },
  ]);

  // Seen again, it is the same listing and the same task.
  await check(start + 2 * hour);
  expect(await listed()).toEqual(['192.0.2.11']);
  expect(await openTasks()).toHaveLength(1);
  server.records.delete(`11.2.0.192.${zone}`);
  await check(start + 3 * hour);
  expect(await listed()).toEqual([]);
  expect(await openTasks()).toEqual([]);
  const [ended] = (await listListings('ended', null)).rows;
  expect(ended).toMatchObject({ endedBy: 'delisted', lastSeenAt: new Date(start + 2 * hour) });
});

it('believes nothing while a list refuses, keeps what is listed, and tells administrators once', async () => {
  answer('11.2.0.192', '127.0.0.2');
  await check(start);
  expect(await listed()).toEqual(['192.0.2.11']);
  answer('2.0.0.127', '127.255.255.254');
  answer('example.net', '127.0.0.2');
  server.records.delete(`11.2.0.192.${zone}`);
  await check(start + hour);
  await check(start + 2 * hour);
  expect(await listed()).toEqual(['192.0.2.11']);
  expect((await state())?.state).toBe('refuses');
  const kinds = (await openTasks()).map(({ kind }) => kind);
  expect(kinds).toEqual(['block-listing', 'block-list-fault']);

  answer('2.0.0.127', '127.0.0.2');
  await check(start + 3 * hour);
  expect(await listed()).toEqual(['example.net']);
  expect((await openTasks()).map(({ detail }) => (detail.listing as { subject: string }).subject)).toEqual([
    'example.net',
  ]);
});

it('lists nothing where the list lists the whole world', async () => {
  for (const name of ['1.0.0.127', '11.2.0.192', 'example.net']) answer(name, '127.0.0.2');
  await check(start);
  expect(await listed()).toEqual([]);
  expect((await state())?.state).toBe('broken');
});

it('asks no more in a minute than the list allows, and goes on where it was', async () => {
  await saveBlockListScope(
    {
      largestRange: 0,
      maxAddresses: 100,
      maxDomains: 0,
      extra: Array.from({ length: 9 }, (_, at) => ({ subject: `198.51.100.${at + 1}`, host: null })),
    },
    admin,
  );
  await db.sql`UPDATE block_list SET queries_per_minute = 12, subjects = '{ipv4}'`;
  const asked = () => server.asked.filter((name) => name.endsWith(zone));
  await check(start);
  expect(asked()).toHaveLength(2 + 8);
  await check(start + 30_000);
  expect(asked()).toHaveLength(10);
  await check(start + 60_000);
  expect(asked()).toHaveLength(10 + 2 + 2);
  expect((await state())?.lastChecked).toBe(10);
  const targets = asked().filter((name) => !name.includes('127.'));
  expect(new Set(targets).size).toBe(targets.length);
});

it('ends a listing of what is looked up no more, but not because the DNS could not say what is ours', async () => {
  answer('11.2.0.192', '127.0.0.2');
  await check(start);
  const failing = { ...liveLookups(), a: (name: string) => liveLookups().a(name) };
  failing.a = (name) =>
    name === 'mail1.example.net'
      ? Promise.reject(Object.assign(new Error('down'), { code: 'ESERVFAIL' }))
      : liveLookups().a(name);
  await checkBlockLists({ now: () => start + hour, lookups: failing });
  expect(await listed()).toEqual(['192.0.2.11']);
  server.records.delete('mail1.example.net');
  await check(start + 2 * hour);
  expect(await listed()).toEqual([]);
  expect((await listListings('ended', null)).rows[0]?.endedBy).toBe('not-checked');
});

it('keeps ticks with who made them, ends listings with a list that is turned off, and keeps its history', async () => {
  answer('11.2.0.192', '127.0.0.2');
  await check(start);
  const [row] = (await listListings('open', null)).rows;
  const id = row?.id ?? 0;
  expect(await tickListingStep({ id, step: 4, isDone: true }, admin)).toEqual({
    ok: true,
    data: { step: 4 },
  });
  expect(await tickListingStep({ id, step: 6, isDone: true }, admin)).toMatchObject({ code: 'not-found' });
  const steps = (await findListing(id))?.steps;
  expect(steps?.[4]).toMatchObject({ text: 'Formular ausfüllen', doneBy: 'Anna' });
  expect(steps?.[5]).toMatchObject({ key: 'watch', doneAt: null });

  expect(await removeBlockList({ id: listId }, admin)).toMatchObject({ code: 'has-listings' });
  const [list] = await db.sql<{ seen: Date }[]>`SELECT updated_at AS seen FROM block_list`;
  const off = { ...body, active: false };
  const seen = list?.seen.toISOString() ?? '';
  expect(await saveBlockList({ id: listId, seen: 'x', body: off }, admin)).toMatchObject({ code: 'stale' });
  expect(await saveBlockList({ id: listId, seen, body: off }, admin)).toMatchObject({ ok: true });
  expect(await openTasks()).toEqual([]);
  expect((await listListings('ended', null)).rows).toHaveLength(1);
  expect(await saveBlockList({ id: null, seen: null, body }, admin)).toMatchObject({
    fields: { name: 'taken' },
  });
});

// A list reaches the other end whole and in order, whatever fails on the way: by messages that are refused, cut off and
// sent twice while the list goes on changing, and by the interface page by page. The shared secret is in nothing.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';

vi.mock('@/lib/env', async (original) => {
  const real = await original<typeof import('@/lib/env')>();
  return {
    ...real,
    env: () => ({ ...real.env(), CONNECTOR_ALLOWED_HOSTS: ['127.0.0.1'], SAMPLE_PROVIDER: false }),
  };
});
const { findSuppressionList } = await import('@/lib/suppression/queries');
const { readSuppressions } = await import('./read-suppressions');
const { removeSuppression } = await import('./remove-suppression');
const { saveSuppressionWebhook } = await import('./save-suppression-webhook');
const { tellSuppressions } = await import('./tell-suppressions');
const { complaint, prepareNewsletter, take } = await import('./testing/suppression');

process.env['SECRET_KEY'] ??= '7'.repeat(64);
const secret = 'ein gemeinsames Geheimnis, lang genug';
const admin = { id: 1 };

interface Message {
  key: string;
  entries: { change: number; token: string; list: string | null; state: string }[];
  after: number;
}
let db: TestDatabase;
let server: Server;
let customerId: number;
let now: Date;
let messages: Message[];
/** How each message in turn is answered; taken where nothing is said. `cut`: it is read, and no answer comes. */
let answers: ('take' | 'refuse' | 'cut')[];
let logged: string;

beforeEach(async () => {
  [messages, answers, logged, now] = [[], [], '', new Date()];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    logged += String(text);
    return true;
  });
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const answer = answers.shift();
      messages.push({ ...(JSON.parse(text) as Message), key: String(request.headers['idempotency-key']) });
      if (answer === 'cut') request.socket.destroy();
      else response.writeHead(answer === 'refuse' ? 500 : 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna')`;
  ({ customerId } = await prepareNewsletter(db));
  await take(db, complaint());
  // More than two messages hold.
  await db.sql`
    INSERT INTO suppression_entry (customer_id, list_id, token, complainant, account_id, complaints, first_at, last_at, change)
    SELECT ${customerId}, 'brief.example.com', 'c' || n, n || '@example.net', 1, 1, now(), now(), n + 1
    FROM generate_series(1, 1199) n`;
  await db.sql`UPDATE suppression_list SET active = 1200, change = 1200`;
});
afterEach(async () => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await db.drop();
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/liste`;
const tell = () => tellSuppressions(() => now);
const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1_000));

/** What list software holds that takes each message once and keeps the latest word on an entry. */
function applied(): { states: Map<string, string>; seen: number[] } {
  const [states, taken, seen] = [new Map<string, string>(), new Set<string>(), [] as number[]];
  for (const { key, entries } of messages) {
    if (taken.has(key)) continue;
    taken.add(key);
    for (const { change, token, list, state } of entries) {
      seen.push(change);
      states.set(`${token} ${list ?? ''}`, state);
    }
  }
  return { states, seen };
}
async function held(): Promise<Map<string, string>> {
  const rows = await db.sql<{ key: string; state: string }[]>`
    SELECT token || ' ' || list_id AS key, CASE WHEN ended_at IS NULL THEN 'active' ELSE 'ended' END AS state
    FROM suppression_entry`;
  return new Map(rows.map(({ key, state }) => [key, state]));
}
const sorted = (states: Map<string, string>) => [...states].sort();

it('the other end holds the list in the end, though messages fail while the list changes', async () => {
  await saveSuppressionWebhook({ customerId, url: url(), caPem: '', secret, on: true }, admin, now);
  // The second one is refused, and again; then it arrives and its answer is lost.
  answers = ['take', 'refuse', 'refuse', 'cut'];
  await tell();
  expect(messages.map(({ after }) => after)).toEqual([500, 1000]);
  const [entry] = await db.sql<{ id: number }[]>`SELECT id FROM suppression_entry WHERE change = 3`;
  await removeSuppression({ customerId, entryId: entry?.id ?? 0, reason: 'Irrtum' }, admin);
  for (const seconds of [61, 301]) {
    later(seconds);
    await tell();
  }
  expect(messages).toHaveLength(4);
  await take(db, complaint());
  later(901);
  await tell();
  const { states, seen } = applied();
  expect(seen, 'each change once, in its order').toEqual([...seen].sort((a, b) => a - b));
  expect(new Set(seen).size).toBe(seen.length);
  expect(sorted(states)).toEqual(sorted(await held()));
  expect([...states.values()].filter((state) => state === 'ended')).toHaveLength(1);
  const [list] = await db.sql`
    SELECT webhook_change = change AS told, webhook_failures AS failures FROM suppression_list`;
  expect(list).toEqual({ told: true, failures: 0 });
});

it('the interface gives the same, page by page, to whoever asks with the number they got', async () => {
  const states = new Map<string, string>();
  let after = 0;
  let more = true;
  let pages = 0;
  while (more) {
    const page = (await readSuppressions('K-7', { after, limit: 100 })) as unknown as Message & {
      more: boolean;
    };
    for (const { token, list, state } of page.entries) states.set(`${token} ${list ?? ''}`, state);
    expect(page.entries.map(({ change }) => change)).toEqual(
      page.entries.map(({ change }) => change).sort((a, b) => a - b),
    );
    ({ after, more } = page);
    pages += 1;
    // What changes meanwhile comes at the end.
    if (pages === 3) {
      const [entry] = await db.sql<{ id: number }[]>`SELECT id FROM suppression_entry WHERE change = 7`;
      await removeSuppression({ customerId, entryId: entry?.id ?? 0, reason: 'Irrtum' }, admin);
    }
  }
  expect(pages).toBe(13);
  expect(sorted(states)).toEqual(sorted(await held()));
});

it('the secret is in no message, page, fault, log or audit entry', async () => {
  await saveSuppressionWebhook({ customerId, url: url(), caPem: '', secret, on: true }, admin, now);
  answers = ['refuse'];
  await tell();
  const audit = await db.sql`SELECT * FROM audit_entry`;
  const list = await findSuppressionList(customerId);
  expect(list).toMatchObject({ hasSecret: true, webhookFailures: 1 });
  const rows = await db.sql`SELECT row_to_json(l)::text AS row FROM suppression_list l`;
  expect(JSON.stringify([messages, audit, list, rows]) + logged).not.toContain(secret.slice(4, 20));
});

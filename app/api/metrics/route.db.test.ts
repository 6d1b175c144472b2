// Two scrapes of a desk at work, by the strict reader: counters never fall, and nothing secret or personal is in them.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { createApiToken } from '@/lib/desk/create-api-token';
import { complaint, prepareNewsletter, SENDER, take } from '@/lib/desk/testing/suppression';
import { readMetricsText } from '@/lib/operations/testing/read-metrics';
import type { SignedInUser } from '@/lib/users/types';
import { GET } from './route';

process.env['SECRET_KEY'] ??= '7'.repeat(64);
let db: TestDatabase;
let token = '';
beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (id, login, name, role) VALUES (1, 'anna', 'Anna Beispiel', 'admin')`;
  await prepareNewsletter(db);
  const made = await createApiToken({ name: 'prometheus', scopes: ['metrics:read'], ratePerMinute: 600 }, {
    id: 1,
  } as SignedInUser);
  token = made.ok ? made.data.token : '';
  await db.sql`
    INSERT INTO log_source (name, kind, path, lines, unread) VALUES ('log@mail1.example.com', 'file', '/var/log/a', 10, 1),
      ('mail2 "neu"', 'file', '/var/log/b', 5, 0)`;
  await db.sql`UPDATE mailbox SET name = 'beschwerden@example.com' WHERE id = (SELECT min(id) FROM mailbox)`;
});
afterAll(() => db.drop());

async function scrape(): Promise<{ text: string; metrics: ReturnType<typeof readMetricsText> }> {
  const response = await GET(
    new Request('http://desk.example/api/metrics', {
      headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': '198.51.100.7' },
    }),
  );
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await response.text();
  return { text, metrics: readMetricsText(text) };
}

it('counters never fall from one scrape to the next', async () => {
  const { metrics: before } = await scrape();
  await db.sql`UPDATE log_source SET lines = lines + 7, unread = unread + 2`;
  await take(db, complaint(), complaint());
  const { metrics: after } = await scrape();
  const counters = [...before].filter(([, { type }]) => type === 'counter');
  expect(counters.length).toBeGreaterThan(1);
  for (const [name, { samples }] of counters) {
    expect(samples.length, name).toBe(2);
    for (const { labels, value } of samples) {
      const now = after
        .get(name)
        ?.samples.find((one) => JSON.stringify(one.labels) === JSON.stringify(labels));
      expect(now?.value, name).toBeGreaterThan(value);
    }
  }
  expect([...after.keys()]).toEqual([...before.keys()]);
});

it('nothing in it is an address, a customer, a person or a secret', async () => {
  await take(db, complaint({ complainant: 'erika@example.org' }));
  const { text, metrics } = await scrape();
  for (const word of [
    '@',
    SENDER,
    'erika',
    'Verein Muster',
    'K-7',
    'anna',
    'Anna',
    '192.0.2.',
    '198.51.100.',
    token,
  ])
    expect(text).not.toContain(word);
  const sources = metrics
    .get('meldestelle_log_source_lines_total')
    ?.samples.map(({ labels }) => labels['source']);
  expect(sources).toEqual([expect.stringMatching(/^log-\d+$/), 'mail2 "neu"']);
});

it('a token for something else reads nothing', async () => {
  const made = await createApiToken({ name: 'x', scopes: ['statistics:read'], ratePerMinute: 600 }, {
    id: 1,
  } as SignedInUser);
  const other = made.ok ? made.data.token : '';
  const headers = { authorization: `Bearer ${other}`, 'x-forwarded-for': '198.51.100.7' };
  const response = await GET(new Request('http://desk.example/api/metrics', { headers }));
  expect(response.status).toBe(403);
  expect(await response.text()).not.toContain('meldestelle_');
});

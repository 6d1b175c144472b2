// Resolvers on the whole way, against a real HTTP server: who is asked and how often, what an outage looks like, and how
// the case gets its customer later.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSnapshot } from '@/lib/cases/snapshot-store';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { httpFields } from '@/lib/directory/http/settings';
import { readCustomer } from './read-customer';
import { resolveAccounts } from './resolve-accounts';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;
let server: Server;
let port: number;
/** What the resolver does: a status alone, or an answer. */
let behave: (login: string) => number | object;
let asked: { login: string; clientIp: string | null; path: string }[];
const loop = 'loop-a.example.net';
const minute = 60_000;
const start = new Date();
const at = (minutes: number) => () => new Date(start.getTime() + minutes * minute);
const reach = {
  allowedHosts: ['crm.example.com'],
  lookUp: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
};

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
  asked = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { login, clientIp } = JSON.parse(Buffer.concat(chunks).toString()) as (typeof asked)[number];
      asked.push({ login, clientIp, path: request.url ?? '' });
      const answer = behave(login);
      if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(200).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await db.drop();
});

async function addResolver(id: number, path: string): Promise<void> {
  const initial = Object.fromEntries(
    httpFields.filter(({ type }) => type !== 'secret').map((field) => [field.name, field.initial]),
  );
  const settings = { ...initial, auth: 'none', url: `http://crm.example.com:${port}${path}` };
  await db.sql`
    INSERT INTO directory_source (id, name, kind, position, settings)
    VALUES (${id}, ${`CRM ${id}`}, 'http', ${id}, ${db.sql.json(settings)})`;
}
const complain = async (login: string, from = 0, reports = 9) => {
  await storeMails(
    db,
    Array.from({ length: reports }, (_, n) => ({ raw: arfMail({ loop, sender: login, serial: from + n }) })),
  );
  await drain();
};
const customer = {
  number: 'K-3',
  name: 'Brandt',
  contacts: [{ kind: 'phone', value: '030 5550101' }],
  askFirst: true,
};
const known = (login: string) => ({ account: { login, active: true }, customer });
const account = async (login: string) => {
  const [row] = await db.sql<{ id: number; customerId: number | null; active: boolean | null }[]>`
    SELECT id, customer_id AS "customerId", active FROM account WHERE login = ${login}`;
  if (row === undefined) throw new Error(login);
  return row;
};
const caseOf = async (login: string): Promise<number> => {
  const { id } = await account(login);
  const [row] = await db.sql<{ id: number }[]>`SELECT id FROM "case" WHERE account_id = ${id} AND is_open`;
  return row?.id ?? 0;
};
const viewOf = async (login: string) =>
  readCustomer({ id: (await account(login)).id, kind: 'mailbox', login }, await caseOf(login));
const run = (minutes: number) => resolveAccounts({ now: at(minutes), reach });

describe('a resolver', () => {
  it('is asked once for its time, and the case gets its customer', async () => {
    await addResolver(1, '/');
    behave = known;
    await complain('anna@example.com');
    expect(asked).toEqual([]);
    expect(await run(0)).toBe(1);
    expect(asked).toEqual([{ login: 'anna@example.com', clientIp: '192.0.2.10', path: '/' }]);
    const { card, snapshot } = await viewOf('anna@example.com');
    expect(card).toMatchObject({
      number: 'K-3',
      name: 'Brandt',
      askFirst: true,
      contacts: [{ value: '030 5550101' }],
    });
    expect(snapshot).toMatchObject({ takenAt: at(0)().toISOString(), card: { number: 'K-3' } });
    expect((await account('anna@example.com')).active).toBe(true);
    expect(await run(23 * 60)).toBe(0);
    behave = (login) => ({ ...known(login), customer: { ...customer, name: 'Brandt GmbH', contacts: [] } });
    expect(await run(24 * 60 + 1)).toBe(1);
    const later = await viewOf('anna@example.com');
    expect(later.card).toMatchObject({ name: 'Brandt GmbH', contacts: [] });
    expect((await loadSnapshot(db.sql, await caseOf('anna@example.com')))?.card.name).toBe('Brandt');
  });

  it('that does not know an account is believed for its time too', async () => {
    await addResolver(1, '/');
    behave = () => 404;
    await complain('anna@example.com');
    expect(await run(0)).toBe(1);
    expect(await run(59)).toBe(0);
    expect((await viewOf('anna@example.com')).resolvers).toMatchObject([
      { source: 'CRM 1', state: 'unknown' },
    ]);
    behave = known;
    expect(await run(61)).toBe(1);
    expect((await viewOf('anna@example.com')).card).toMatchObject({ number: 'K-3' });
  });

  it('that is down holds nothing up: the case says so, and the customer is filled in later', async () => {
    await addResolver(1, '/');
    behave = () => 503;
    await complain('anna@example.com');
    expect(await caseOf('anna@example.com')).toBeGreaterThan(0);
    expect(await run(0)).toBe(0);
    const { card, resolvers } = await viewOf('anna@example.com');
    expect(card).toBeNull();
    expect(resolvers).toMatchObject([{ state: 'waiting', error: 'busy', nextAt: at(1)() }]);
    const [source] = await db.sql`SELECT last_error FROM directory_source`;
    expect(source?.['last_error']).toEqual({ code: 'busy', detail: { status: 503 } });
    await run(1);
    await run(2);
    expect(asked).toHaveLength(2);
    behave = known;
    expect(await run(3)).toBe(1);
    expect((await viewOf('anna@example.com')).card).toMatchObject({ number: 'K-3' });
    expect((await db.sql`SELECT last_error FROM directory_source`)[0]?.['last_error']).toBeNull();
  });

  it('that is down is left alone after a few questions', async () => {
    await addResolver(1, '/');
    behave = () => 500;
    await db.sql`INSERT INTO account (login, stage) SELECT 'k' || n || '@example.com', 2 FROM generate_series(1, 60) n`;
    await run(0);
    expect(asked.length).toBeLessThan(12);
    const [row] =
      await db.sql`SELECT count(*)::int AS n FROM resolver_answer WHERE error = 'unexpected-status'`;
    expect(row?.['n']).toBe(60);
  });

  it('is asked only about accounts that need looking at', async () => {
    await addResolver(1, '/');
    behave = () => 404;
    await complain('ruhig@example.com', 0, 1);
    expect(await run(0)).toBe(0);
  });

  it('that names another login tells of an alias: the next complaint ends there', async () => {
    await addResolver(1, '/');
    behave = () => known('anna@example.com');
    await complain('info@example.com');
    await run(0);
    await complain('info@example.com', 50, 1);
    const [row] = await db.sql`
      SELECT k.login FROM complaint c JOIN account k ON k.id = c.account_id ORDER BY c.report_id DESC LIMIT 1`;
    expect(row?.['login']).toBe('anna@example.com');
  });
});

describe('several resolvers', () => {
  it('are asked in their order, the next one where the one before does not know', async () => {
    await addResolver(1, '/first');
    await addResolver(2, '/second');
    behave = (login) => (login.startsWith('anna') ? known(login) : 404);
    await complain('anna@example.com');
    await complain('bert@example.com', 20);
    await run(0);
    expect(asked.filter(({ path }) => path === '/second').map(({ login }) => login)).toEqual([
      'bert@example.com',
    ]);
  });

  it('leave alone what another source lists', async () => {
    await addResolver(1, '/');
    await db.sql`INSERT INTO directory_source (id, name, kind) VALUES (9, 'Liste', 'csv')`;
    await db.sql`INSERT INTO customer (number, name, source_id) VALUES ('K-3', 'Aus der Liste', 9)`;
    behave = known;
    await complain('anna@example.com');
    await run(0);
    expect((await viewOf('anna@example.com')).card).toMatchObject({ name: 'Aus der Liste', contacts: [] });
  });
});

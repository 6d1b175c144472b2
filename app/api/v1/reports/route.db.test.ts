// The HTTP interface by its answers: what a program sees, and what stands in the database afterwards.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiScope } from '@/lib/api-tokens/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { openSql, useSql } from '@/lib/db/sql';
import { createApiToken } from '@/lib/desk/create-api-token';
import { drain, prepareDesk } from '@/lib/desk/testing/desk';
import type { SignedInUser } from '@/lib/users/types';
import { GET } from './[id]/route';
import { POST } from './route';
import { storedBytes } from '@/lib/desk/testing/stored-bytes';

let db: TestDatabase;
const tokens: Record<'both' | 'other' | 'reader', string> = { both: '', other: '', reader: '' };

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (id, login, name, role) VALUES (1, 'anna', 'Anna', 'admin')`;
  await prepareDesk(db, []);
  tokens.both = await make(['reports:write', 'reports:read']);
  tokens.other = await make(['reports:write', 'reports:read']);
  tokens.reader = await make(['reports:read']);
});
afterAll(() => db.drop());

async function make(scopes: ApiScope[], ratePerMinute = 600): Promise<string> {
  const made = await createApiToken({ name: 'test', scopes, ratePerMinute }, { id: 1 } as SignedInUser);
  return made.ok ? made.data.token : '';
}

interface Posting {
  token?: string | null;
  type?: string;
  headers?: Record<string, string>;
}

function post(
  body: BodyInit | null,
  { token = tokens.both, type = 'message/rfc822', headers = {} }: Posting = {},
) {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  return POST(
    new Request('http://desk.example/api/v1/reports', {
      method: 'POST',
      body,
      headers: { 'content-type': type, ...authorization, ...headers },
      // Streams need it; the types do not know it.
      ...{ duplex: 'half' },
    }),
  );
}

const get = (id: number | string, token = tokens.both) =>
  GET(
    new Request(`http://desk.example/api/v1/reports/${id}`, {
      headers: { authorization: `Bearer ${token}` },
    }),
    { params: Promise.resolve({ id: String(id) }) },
  );

const mail = (text: string) => `From: a@example.net\r\nSubject: ${text}\r\n\r\nText\r\n`;
const bodyOf = async (response: Response) => (await response.json()) as Record<string, unknown>;

const xarf = {
  xarf_version: '4.2.0',
  report_id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  timestamp: '2026-11-20T10:00:00Z',
  reporter: { org: 'Example Traps', contact: 'abuse@example.net', domain: 'example.net' },
  sender: { org: 'Example Traps', contact: 'abuse@example.net', domain: 'example.net' },
  source_identifier: '192.0.2.17',
  source_port: 25,
  category: 'messaging',
  type: 'spam',
  evidence_source: 'spamtrap',
  protocol: 'smtp',
  smtp_from: 'sender@example.com',
  smtp_to: 'trap@example.net',
  subject: 'Offer',
};

async function countMails(): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`SELECT count(*)::int AS count FROM raw_message`;
  return row?.count ?? 0;
}

describe('posting a mail', () => {
  it('answers 201 with its place, and 200 when the same bytes come again', async () => {
    const raw = mail('posted');
    const first = await post(raw);
    expect(first.status).toBe(201);
    const body = await bodyOf(first);
    expect(Object.keys(body).sort()).toEqual(['id', 'sha256', 'state']);
    expect(body['state']).toBe('received');
    expect(first.headers.get('location')).toBe(`/api/v1/reports/${String(body['id'])}`);
    expect((await storedBytes(Number(body['id'])))?.toString()).toBe(raw);
    const again = await post(raw);
    expect(again.status).toBe(200);
    expect(await bodyOf(again)).toEqual(body);
    expect((await post(raw, { token: tokens.other })).status).toBe(200);
  });

  it('tells its state to whoever posted it and to nobody else', async () => {
    const { id } = await bodyOf(await post(mail('state')));
    await drain();
    expect(await bodyOf(await get(Number(id)))).toMatchObject({ id, state: 'not_recognised' });
    expect((await get(Number(id), tokens.other)).status).toBe(404);
    expect((await get('x')).status).toBe(404);
    await db.sql`UPDATE raw_message SET state = 'restricted' WHERE id = ${Number(id)}`;
    expect(await bodyOf(await get(Number(id)))).toMatchObject({ state: 'processed' });
  });
});

describe('posting XARF', () => {
  it('makes a report, and the same document again is known', async () => {
    const json = JSON.stringify(xarf);
    const first = await post(json, { type: 'application/json; charset=utf-8' });
    expect(first.status).toBe(201);
    const { id } = await bodyOf(first);
    await drain();
    expect(await bodyOf(await get(Number(id)))).toMatchObject({ state: 'processed' });
    const [report] = await db.sql<{ format: string; sourceIp: string }[]>`
      SELECT format, host(source_ip) AS "sourceIp" FROM report WHERE raw_message_id = ${Number(id)}`;
    expect(report).toEqual({ format: 'xarf', sourceIp: '192.0.2.17' });
    expect((await post(json, { type: 'application/json' })).status).toBe(200);
  });

  it('that is not valid is refused with the place in the document, and nothing is stored', async () => {
    const before = await countMails();
    const { smtp_from: _, ...incomplete } = xarf;
    const missing = await post(JSON.stringify(incomplete), { type: 'application/json' });
    expect(missing.status).toBe(422);
    expect(await bodyOf(missing)).toMatchObject({ code: 'not-xarf', path: 'smtp_from', fault: 'missing' });
    const broken = await post('{"xarf_version":', { type: 'application/json' });
    expect([broken.status, (await bodyOf(broken))['code']]).toEqual([400, 'not-json']);
    expect(await countMails()).toBe(before);
  });
});

describe('a refusal', () => {
  it.each<[string, number, string, () => Promise<Response>]>([
    ['no token', 401, 'token-missing', () => post(mail('x'), { token: null })],
    ['a wrong token', 401, 'token-unknown', () => post(mail('x'), { token: `mst_${'A'.repeat(43)}` })],
    ['a missing right', 403, 'scope-missing', () => post(mail('x'), { token: tokens.reader })],
    ['no body', 400, 'empty-body', () => post(null)],
    [
      'a foreign type',
      415,
      'unsupported-type',
      () => post('a=1', { type: 'application/x-www-form-urlencoded' }),
    ],
    [
      'compression',
      415,
      'unsupported-type',
      () => post(mail('x'), { headers: { 'content-encoding': 'gzip' } }),
    ],
  ])('of %s is %i with the code %s, as problem details', async (_, status, code, send) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const body = await bodyOf(response);
    expect(body).toMatchObject({ status, code, type: 'about:blank' });
    expect(String(body['title'])).toMatch(/\.$/);
    expect(String(body['detail'])).toMatch(/\.$/);
    expect(response.headers.get('www-authenticate') !== null).toBe(status === 401);
  });

  it('speaks German where that is preferred, else English', async () => {
    const say = async (language: string) => {
      const response = await post(null, { headers: { 'accept-language': language } });
      return [response.headers.get('content-language'), (await bodyOf(response))['title']];
    };
    expect(await say('de-DE,de;q=0.9')).toEqual(['de', 'Die Anfrage ist leer.']);
    expect(await say('fr')).toEqual(['en', 'The request has no body.']);
    expect(await say('*')).toEqual(['en', 'The request has no body.']);
  });

  it('of too many requests says when to come again', async () => {
    const token = await make(['reports:write'], 1);
    expect((await post(mail('rate'), { token })).status).toBe(201);
    const limited = await post(mail('rate'), { token });
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(await bodyOf(limited)).toMatchObject({ code: 'rate-limited' });
  });
});

describe('a body that is too large', () => {
  it('is refused by its announced length before it is read', async () => {
    let pulled = 0;
    const body = new ReadableStream({ pull: () => void (pulled += 1) }, { highWaterMark: 0 });
    const response = await post(body, { headers: { 'content-length': String(40 * 1024 * 1024) } });
    expect(response.status).toBe(413);
    expect(pulled).toBe(0);
  });

  it('is refused while it is read, whatever was announced', async () => {
    let sent = 0;
    const chunk = new Uint8Array(1024 * 1024).fill(97);
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(chunk);
      },
    });
    const response = await post(body);
    expect(response.status).toBe(413);
    expect(await bodyOf(response)).toMatchObject({ code: 'too-large', limit: 35 * 1024 * 1024 });
    expect(sent).toBeLessThan(45);
  });
});

describe('a database that is away', () => {
  it('is answered 503 with a time to come again, and nothing about it', async () => {
    const dead = openSql('postgres://nobody:nothing@127.0.0.1:1/nowhere', { max: 1 });
    useSql(dead);
    const response = await post(mail('away'));
    useSql(db.sql);
    await dead.end();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('30');
    const body = await bodyOf(response);
    expect(body['code']).toBe('unavailable');
    expect(JSON.stringify(body)).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
    expect((await post(mail('away'))).status).toBe(201);
  });
});

// The interface to suppression lists by its answers: who may ask, what is asked, what comes back.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiScope } from '@/lib/api-tokens/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { createApiToken } from '@/lib/desk/create-api-token';
import { complaint, LIST, prepareNewsletter, take } from '@/lib/desk/testing/suppression';
import type { SignedInUser } from '@/lib/users/types';
import { GET } from './route';

process.env['SECRET_KEY'] ??= '7'.repeat(64);
let db: TestDatabase;
let token = '';

async function make(scopes: ApiScope[]): Promise<string> {
  const made = await createApiToken({ name: 'test', scopes, ratePerMinute: 600 }, { id: 1 } as SignedInUser);
  return made.ok ? made.data.token : '';
}

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (id, login, name, role) VALUES (1, 'anna', 'Anna', 'admin')`;
  await prepareNewsletter(db);
  token = await make(['suppression:read']);
  await take(db, complaint({ complainant: 'erika@example.org' }), complaint());
});
afterAll(() => db.drop());

const get = (query: string, bearer: string | null = token) =>
  GET(
    new Request(`http://desk.example/api/v1/suppression${query}`, {
      headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
    }),
  );
const bodyOf = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe('the interface to suppression lists', () => {
  it('answers what changed, as JSON that nobody caches', async () => {
    const response = await get('?customer=K-7');
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const body = await bodyOf(response);
    expect(body).toMatchObject({ customer: 'K-7', after: 2, more: false });
    const [entry] = body['entries'] as Record<string, unknown>[];
    expect(entry).toEqual({
      change: 1,
      token: expect.stringMatching(/^c[\w-]{22}$/) as string,
      list: LIST,
      recipientId: '4711',
      campaign: null,
      address: null,
      state: 'active',
      endedBy: null,
      complaints: 1,
      firstComplaintAt: expect.stringMatching(/Z$/) as string,
      lastComplaintAt: expect.stringMatching(/Z$/) as string,
    });
    expect(await bodyOf(await get('?customer=K-7&after=1&limit=1'))).toMatchObject({ after: 2, more: false });
    expect(await bodyOf(await get('?customer=K-7&limit=1'))).toMatchObject({ after: 1, more: true });
  });

  it.each([
    ['', 400, 'parameter-wrong'],
    ['?customer=K-7&after=-1', 400, 'parameter-wrong'],
    ['?customer=K-7&after=x', 400, 'parameter-wrong'],
    ['?customer=K-7&limit=0', 400, 'parameter-wrong'],
    ['?customer=K-7&limit=501', 400, 'parameter-wrong'],
    ['?customer=K-9', 404, 'customer-unknown'],
  ])('refuses %s with %i %s', async (query, status, code) => {
    const response = await get(query);
    expect([response.status, (await bodyOf(response))['code']]).toEqual([status, code]);
  });

  it('asks for a token with the right for it', async () => {
    expect((await get('?customer=K-7', null)).status).toBe(401);
    const other = await make(['reports:read', 'reports:write']);
    expect((await get('?customer=K-7', other)).status).toBe(403);
  });
});

// The life of a token: made once in sight, stored as a hash, counted, scoped, revoked, each with its audit entry.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listTokens } from '@/lib/api-tokens/queries';
import type { ApiScope } from '@/lib/api-tokens/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { SignedInUser } from '@/lib/users/types';
import { authorizeApiCall } from './authorize-api-call';
import { createApiToken } from './create-api-token';
import { revokeApiToken } from './revoke-api-token';

let db: TestDatabase;
const admin = { id: 1, name: 'Anna' } as SignedInUser;

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (id, login, name, role) VALUES (1, 'anna', 'Anna', 'admin')`;
});
afterAll(() => db.drop());

async function make(scopes: ApiScope[] = ['reports:write'], ratePerMinute = 600) {
  const made = await createApiToken({ name: 'exporter', scopes, ratePerMinute }, admin);
  if (!made.ok) throw new Error('no token was made');
  const [row] = await listTokens();
  return { token: made.data.token, id: row?.id ?? 0 };
}

const call = (token: string, scope: ApiScope = 'reports:write') => authorizeApiCall(`Bearer ${token}`, scope);
const answerOf = async (token: string) => {
  const answer = await call(token);
  return answer.ok ? 'ok' : answer.code;
};

describe('a new token', () => {
  it('is in no table; its use and its maker are', async () => {
    const { token, id } = await make();
    const [stored] = await db.sql<
      { text: string }[]
    >`SELECT to_jsonb(t)::text AS text FROM api_token t WHERE id = ${id}`;
    expect(stored?.text).not.toContain(token.slice(10));
    expect(stored?.text).not.toContain(Buffer.from(token).toString('hex'));
    expect(await call(token)).toMatchObject({ ok: true, data: { tokenId: id, name: 'exporter' } });
    const [row] = await listTokens();
    expect(row).toMatchObject({ hint: token.slice(0, 10), createdBy: 'Anna', revokedAt: null });
    expect(row?.lastUsedAt).toBeInstanceOf(Date);
    const [audit] = await db.sql<{ action: string; detail: unknown }[]>`
      SELECT action, detail FROM audit_entry WHERE subject = ${`api-token:${id}`}`;
    expect(audit?.action).toBe('api-token-created');
    expect(JSON.stringify(audit)).not.toContain(token.slice(10));
  });
});

describe('a request', () => {
  it('without a token, or with one that nobody made, is refused', async () => {
    expect(await authorizeApiCall(null, 'reports:write')).toMatchObject({ code: 'token-missing' });
    expect(await authorizeApiCall('Basic YTpi', 'reports:write')).toMatchObject({ code: 'token-missing' });
    expect(await answerOf('mst_short')).toBe('token-unknown');
    expect(await answerOf(`mst_${'A'.repeat(43)}`)).toBe('token-unknown');
  });

  it('beyond the scopes of its token is refused', async () => {
    const { token } = await make(['reports:write']);
    expect(await call(token, 'reports:read')).toEqual({
      ok: false,
      code: 'scope-missing',
      values: { scope: 'reports:read' },
    });
  });

  it('beyond the rate is refused, with the time to wait, however many come at once', async () => {
    const { token } = await make(['reports:write'], 30);
    const answers = await Promise.all(Array.from({ length: 60 }, () => call(token)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(30);
    const refused = answers.find((answer) => !answer.ok);
    expect(refused).toMatchObject({
      code: 'rate-limited',
      values: { seconds: expect.any(Number) as number },
    });
    const seconds = Number(refused?.ok === false ? refused.values?.['seconds'] : 0);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(3);
  });

  it('comes through again as time goes by, one for each share of a minute', async () => {
    const { token, id } = await make(['reports:write'], 2);
    expect([await answerOf(token), await answerOf(token), await answerOf(token)]).toEqual([
      'ok',
      'ok',
      'rate-limited',
    ]);
    await db.sql`UPDATE api_token SET spent_until = spent_until - interval '31 seconds' WHERE id = ${id}`;
    expect([await answerOf(token), await answerOf(token)]).toEqual(['ok', 'rate-limited']);
  });
});

describe('a revoked token', () => {
  it('is refused from the next request on, and stays in the list', async () => {
    const { token, id } = await make();
    expect(await revokeApiToken({ id }, admin)).toEqual({ ok: true, data: { name: 'exporter' } });
    expect(await answerOf(token)).toBe('token-revoked');
    expect((await listTokens()).find((row) => row.id === id)?.revokedAt).toBeInstanceOf(Date);
    expect(await revokeApiToken({ id }, admin)).toEqual({ ok: false, code: 'already-revoked' });
    const rows = await db.sql`
      SELECT FROM audit_entry WHERE subject = ${`api-token:${id}`} AND action = 'api-token-revoked'`;
    expect(rows).toHaveLength(1);
  });
});

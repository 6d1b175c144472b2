// Who gets to know how the installation is: strangers one word, programs with the right and this machine the rest.

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApiToken } from '@/lib/desk/create-api-token';
import { signedIn } from '@/lib/desk/testing/signed-in';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { neededWorkers } from '@/lib/operations/health';
import { readMetricsText } from '@/lib/operations/testing/read-metrics';
import { saveBeat } from '@/lib/operations/store';
import { GET as health } from './health/route';
import { GET as metrics } from './metrics/route';
import { GET as statistics } from './v1/statistics/route';

const asking = vi.hoisted(() => ({ user: null as object | null }));
vi.mock('@/lib/auth/current-user', () => ({ currentAgent: () => Promise.resolve(asking.user) }));

let db: TestDatabase;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  db = await freshDatabase();
  const admin = await db.prisma.user.create({ data: { login: 'ada', name: 'Ada', role: 'admin' } });
  for (const scope of ['metrics:read', 'statistics:read'] as const) {
    const made = await createApiToken(
      { name: scope, scopes: [scope], ratePerMinute: 600 },
      signedIn(admin.id),
    );
    if (made.ok) tokens[scope] = made.data.token;
  }
});
afterAll(() => db.drop());
beforeEach(async () => {
  asking.user = null;
  await saveBeat(db.sql, { instance: 'a:1', workers: neededWorkers, startedAt: new Date(), memoryBytes: 1 });
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  new Request(`https://abuse.example.com${path}`, { headers });
const stranger = { 'x-meldestelle-client': '198.51.100.7' };
const local = { 'x-meldestelle-client': '127.0.0.1' };
const bearing = (scope: string) => ({ ...stranger, authorization: `Bearer ${tokens[scope]}` });

describe('health', () => {
  it('is one word for strangers', async () => {
    const answer = await health(ask('/api/health', stranger));
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('names its findings to this machine and to a token, and is 503 where a check fails', async () => {
    await db.sql`DELETE FROM worker_heartbeat WHERE worker = 'run-jobs'`;
    for (const headers of [local, bearing('metrics:read')]) {
      const answer = await health(ask('/api/health', headers));
      expect(answer.status).toBe(503);
      expect(((await answer.json()) as { checks: unknown[] }).checks).toContainEqual({
        name: 'workers',
        isOk: false,
        finding: 'run-jobs: does not run',
      });
    }
    const told = await health(ask('/api/health', stranger));
    expect([told.status, await told.json()]).toEqual([503, { status: 'failing' }]);
    expect((await health(ask('/api/health?probe=live'))).status).toBe(200);
    expect((await health(ask('/api/health?probe=ready'))).status).toBe(200);
  });

  it.each<Record<string, string>>([
    { 'x-forwarded-for': '198.51.100.7' },
    { 'x-forwarded-for': '198.51.100.7, 127.0.0.1' },
    { 'x-real-ip': '198.51.100.7' },
    { forwarded: 'for=198.51.100.7' },
    { via: '1.1 proxy' },
  ])('takes a request that a proxy on this machine hands on for a stranger’s (%j)', async (headers) => {
    const answer = await health(ask('/api/health', { ...local, ...headers }));
    expect(await answer.json()).toEqual({ status: 'ok' });
    expect((await metrics(ask('/api/metrics', { ...local, ...headers }))).status).toBe(401);
  });
});

describe('metrics', () => {
  it('are for a token with the right, and for this machine', async () => {
    expect((await metrics(ask('/api/metrics', stranger))).status).toBe(401);
    expect((await metrics(ask('/api/metrics', bearing('statistics:read')))).status).toBe(403);
    for (const headers of [local, bearing('metrics:read')]) {
      const answer = await metrics(ask('/api/metrics', headers));
      expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
      const read = readMetricsText(await answer.text());
      expect(read.get('meldestelle_worker_heartbeat_timestamp_seconds')?.samples).toHaveLength(
        neededWorkers.length,
      );
    }
  });
});

describe('the statistics', () => {
  const path = '/api/v1/statistics?from=2026-11-01&to=2026-11-07';

  it('are for a token with the right, and for who works on cases; from this machine is no reason', async () => {
    expect((await statistics(ask(path, local))).status).toBe(401);
    expect((await statistics(ask(path, bearing('metrics:read')))).status).toBe(403);
    const answer = await statistics(ask(path, bearing('statistics:read')));
    expect(await answer.json()).toMatchObject({
      period: { from: '2026-11-01', to: '2026-11-07' },
      cases: { falseShare: null },
      agents: null,
    });
    asking.user = signedIn(1, 'agent');
    expect((await statistics(ask(path, stranger))).status).toBe(200);
  });

  it('tell programs nothing of persons, also where it is switched on', async () => {
    await db.sql`INSERT INTO setting (key, value, updated_at) VALUES ('statistics-per-agent', 'true', now())`;
    asking.user = signedIn(1, 'agent');
    const answer = await statistics(ask(path, bearing('statistics:read')));
    expect(((await answer.json()) as { agents: unknown }).agents).toBeNull();
    const own = await statistics(ask(path, stranger));
    expect(((await own.json()) as { agents: unknown }).agents).toEqual([]);
  });
});

// What leaves a suppression list, by every way out: CSV, the interface, list software. The complainant is in none of it
// unless the terms of the feedback loop and an administrator allow the address.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isSigned } from '@/lib/connectors/webhook/signature';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';

vi.mock('@/lib/env', async (original) => {
  const real = await original<typeof import('@/lib/env')>();
  return {
    ...real,
    env: () => ({ ...real.env(), CONNECTOR_ALLOWED_HOSTS: ['127.0.0.1'], SAMPLE_PROVIDER: false }),
  };
});
const { exportSuppressions } = await import('./export-suppressions');
const { readSuppressions } = await import('./read-suppressions');
const { removeSuppression } = await import('./remove-suppression');
const { saveSuppressionSettings } = await import('./save-suppression-settings');
const { saveSuppressionWebhook, testSuppressionWebhook } = await import('./save-suppression-webhook');
const { tellSuppressions } = await import('./tell-suppressions');
const { complaint, LIST, listFields, prepareNewsletter, take } = await import('./testing/suppression');

process.env['SECRET_KEY'] ??= '7'.repeat(64);
const secret = 'ein gemeinsames Geheimnis, lang genug';
const complainant = 'erika.muster@example.org';
const admin = { id: 1 };

interface Received {
  signed: boolean;
  key: string;
  body: { type: string; customer: string; entries: Record<string, unknown>[]; after: number; more: boolean };
}
let db: TestDatabase;
let server: Server;
let status: number;
let received: Received[];
let customerId: number;
let otherId: number;
let now: Date;

beforeEach(async () => {
  [status, received, now] = [204, [], new Date()];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name] ?? '');
      const parts = {
        timestamp: header('meldestelle-timestamp'),
        signature: header('meldestelle-signature'),
      };
      received.push({
        signed: isSigned(secret, { ...parts, body: text }, now),
        key: header('idempotency-key'),
        body: JSON.parse(text) as Received['body'],
      });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna')`;
  ({ customerId, otherId } = await prepareNewsletter(db));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await db.drop();
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/liste`;
const tell = () => tellSuppressions(() => now);
const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1_000));
const webhook = (more: Partial<Parameters<typeof saveSuppressionWebhook>[0]> = {}) => ({
  customerId,
  url: url(),
  caPem: '',
  secret,
  on: true,
  ...more,
});
async function csv(): Promise<string> {
  const file = await exportSuppressions(customerId, admin, 'en');
  let text = '';
  for await (const piece of file?.pieces ?? []) text += piece;
  return text;
}
const api = (after = 0, limit = 500) => readSuppressions('K-7', { after, limit });

/** Everything that leaves by any way. */
async function everything(): Promise<string> {
  await saveSuppressionWebhook(webhook(), admin, now);
  await tell();
  expect(received.length).toBeGreaterThan(0);
  return [await csv(), JSON.stringify(await api()), JSON.stringify(received)].join('\n');
}

describe('the complainant', () => {
  const dressed = [
    complainant,
    'erika.muster',
    Buffer.from(complainant).toString('base64url'),
    Buffer.from(complainant).toString('hex'),
  ];
  const allow = async (loop: boolean, customer: boolean) => {
    await db.sql`UPDATE feedback_loop SET may_suppress_address = ${loop}`;
    const settings = { customerId, givesAddresses: customer, refuses: false, refuseDays: 180 };
    expect(await saveSuppressionSettings(settings, admin)).toMatchObject({ ok: true });
  };
  const mails = () => [
    ...dressed.map((id) => complaint({ complainant, fields: listFields(id) })),
    complaint({
      complainant,
      fields: [
        `List-Id: <${complainant}>`,
        `X-Campaign: fuer ${complainant}`,
        `X-Subscriber-Id: ${complainant}`,
      ],
    }),
    complaint({ complainant, fields: [`List-Id: <erika.muster.brief.example.com>`] }),
  ];

  it.each([
    [false, false],
    [true, false],
    [false, true],
  ])('is in nothing that leaves where the loop says %s and the administrator %s', async (loop, customer) => {
    await take(db, ...mails());
    await allow(loop, customer);
    const text = await everything();
    for (const one of dressed) expect(text.toLowerCase()).not.toContain(one.toLowerCase());
    expect(text).toMatch(/c[A-Za-z0-9_-]{22}/);
  });

  it('is named by address where both allow it, and no longer from the moment that one does not', async () => {
    await take(db, complaint({ complainant }));
    await allow(true, true);
    expect((await api())?.['entries']).toMatchObject([{ address: complainant }]);
    expect(await csv()).toContain(complainant);
    await db.sql`UPDATE feedback_loop SET may_suppress_address = false`;
    expect(JSON.stringify(await api()) + (await csv())).not.toContain(complainant);
  });

  it('is known by no number either where the loop forbids details', async () => {
    await take(db, complaint({ complainant }));
    expect((await api())?.['entries']).toMatchObject([{ recipientId: '4711' }]);
    await db.sql`UPDATE feedback_loop SET discloses = false`;
    expect((await api())?.['entries']).toMatchObject([{ recipientId: null, campaign: null, list: LIST }]);
    expect(await everything()).not.toContain('4711');
  });
});

describe('CSV', () => {
  it('holds every entry once, and nothing that a spreadsheet would run', async () => {
    await take(db, complaint({ fields: listFields('%3D4711%2Bx') }), complaint(), complaint());
    await db.sql`UPDATE suppression_entry SET campaign = '=1+2;"x"' WHERE change = 2`;
    const lines = (await csv()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(
      '\uFEFFchange,list_id,token,recipient_id,campaign,address,state,ended_by,complaints,first_complaint,last_complaint',
    );
    expect(lines[1]).toContain(",'=4711+x,");
    expect(lines[2]).toContain(`,"'=1+2;""x""",`);
    expect(await exportSuppressions(otherId, admin, 'en')).toBeNull();
  });
});

describe('the interface', () => {
  it('gives changes in their order, from where the caller stands, ended ones too', async () => {
    await take(db, complaint(), complaint(), complaint());
    const first = await api(0, 2);
    expect(first).toMatchObject({ customer: 'K-7', after: 2, more: true });
    expect(await api(2, 2)).toMatchObject({
      after: 3,
      more: false,
      entries: [{ change: 3, state: 'active' }],
    });
    const [entry] = await db.sql<{ id: number }[]>`SELECT id FROM suppression_entry WHERE change = 1`;
    const removal = { customerId, entryId: entry?.id ?? 0, reason: 'Irrtum' };
    expect(await removeSuppression(removal, admin)).toMatchObject({ ok: true });
    expect(await removeSuppression(removal, admin)).toMatchObject({ code: 'ended-already' });
    expect(await removeSuppression({ ...removal, customerId: otherId }, admin)).toMatchObject({
      code: 'not-found',
    });
    const news = await api(3);
    expect(news).toMatchObject({ after: 4, entries: [{ change: 4, state: 'ended', endedBy: 'person' }] });
    expect(JSON.stringify(news)).not.toContain('Irrtum');
    expect(await api(4)).toMatchObject({ after: 4, entries: [] });
  });

  it('knows customers without a list, and none that there are not', async () => {
    expect(await readSuppressions('K-8', { after: 0, limit: 5 })).toMatchObject({ entries: [], after: 0 });
    expect(await readSuppressions('K-9', { after: 0, limit: 5 })).toBeNull();
  });
});

describe('list software', () => {
  it('is told of each change once it is there, signed, under a key of its own', async () => {
    await take(db, complaint());
    await saveSuppressionWebhook(webhook(), admin, now);
    expect([await tell(), await tell()]).toEqual([1, 0]);
    await take(db, complaint({ receivedAt: now }));
    later(10);
    expect([await tell(), await tell()]).toEqual([1, 0]);
    expect(received.map(({ signed }) => signed)).toEqual([true, true]);
    expect(received.map(({ key }) => key)).toEqual([
      `suppression-${customerId}-1-1`,
      `suppression-${customerId}-2-2`,
    ]);
    expect(received.map(({ body }) => body)).toMatchObject([
      { type: 'suppression', customer: 'K-7', entries: [{ change: 1 }], after: 1, more: false },
      { entries: [{ change: 2 }], after: 2 },
    ]);
  });

  it('that does not take a message gets the same one again, later and later', async () => {
    await take(db, complaint());
    await saveSuppressionWebhook(webhook(), admin, now);
    status = 503;
    expect([await tell(), await tell()]).toEqual([1, 0]);
    const [list] = await db.sql`
      SELECT webhook_failures AS failures, webhook_fault->>'code' AS code, webhook_change AS taken FROM suppression_list`;
    expect(list).toEqual({ failures: 1, code: 'not-taken', taken: 0 });
    later(61);
    expect([await tell(), await tell()]).toEqual([1, 0]);
    later(61);
    expect(await tell()).toBe(0);
    later(300);
    status = 200;
    expect([await tell(), await tell()]).toEqual([1, 0]);
    expect(new Set(received.map(({ key }) => key)).size).toBe(1);
    expect(
      await db.sql`SELECT webhook_failures AS failures, webhook_change AS taken FROM suppression_list`,
    ).toEqual([{ failures: 0, taken: 1 }]);
  });

  it('is told by another worker after one died, and by no two at once', async () => {
    await take(db, complaint());
    await saveSuppressionWebhook(webhook(), admin, now);
    const { claimWebhook, settleTaken } = await import('@/lib/suppression/webhook-store');
    const claim = await claimWebhook(db.sql, now);
    expect(await tell()).toBe(0);
    later(61);
    expect(await tell()).toBe(1);
    await settleTaken(db.sql, claim!, 99, now);
    expect(await db.sql`SELECT webhook_change AS taken FROM suppression_list`).toEqual([{ taken: 1 }]);
  });

  it('is set up with a secret that only goes where it was entered for', async () => {
    await take(db, complaint());
    const save = (more: Parameters<typeof webhook>[0]) => saveSuppressionWebhook(webhook(more), admin, now);
    expect(await save({ secret: '' })).toMatchObject({ fields: { secret: 'required' } });
    expect(await save({ secret: 'kurz' })).toMatchObject({ fields: { secret: 'too-short' } });
    expect(await save({ url: 'javascript:alert(1)' })).toMatchObject({ fields: { url: 'not-a-url' } });
    expect(await save({})).toMatchObject({ ok: true });
    expect(await save({ secret: '', url: 'https://elsewhere.example/' })).toMatchObject({
      fields: { secret: 'secret-again' },
    });
    expect(await testSuppressionWebhook(webhook({ secret: '' }), now)).toEqual({
      ok: true,
      data: { status: 204 },
    });
    expect(received).toMatchObject([{ signed: true, body: { type: 'test', entries: [] } }]);
    const inside = webhook({ url: 'http://192.168.0.1/' });
    expect(await testSuppressionWebhook(inside, now)).toMatchObject({ code: 'not-reached' });
    const [row] = await db.sql<
      { sealed: Buffer }[]
    >`SELECT webhook_secret_sealed AS sealed FROM suppression_list`;
    expect(row?.sealed.toString('latin1')).not.toContain(secret);
  });
});

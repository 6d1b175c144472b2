// A webhook against a real HTTP server with the manners of other ends: it does what it is told and says nothing, it sends
// elsewhere, it tells later. Both directions are signed.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeasureOrder, Wanted } from '@/lib/containment/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { takeMeasureCallback } from '@/lib/desk/take-measure-callback';
import { prepareMeasureCase } from '@/lib/desk/testing/measures';
import { connectorSecretPlace, seal } from '@/lib/secrets/seal';
import { webhookConnector } from './connector';
import { isSigned, sign } from './signature';

const secret = 'ein gemeinsames Geheimnis, lang genug';
const login = 'erika@example.com';
process.env['SECRET_KEY'] ??= '7'.repeat(64);
const patience = (ms = 20_000) => AbortSignal.timeout(ms);
type Manner = 'answers' | 'silent' | 'redirects' | 'later' | 'garbage' | 'refuses' | 'fails';

let db: TestDatabase;
let server: Server;
let manner: Manner;
let locked: Set<string>;
let seen: { signed: boolean; key: string; body: Record<string, unknown> }[];
let connectorId: number;
let measureId: number;
let onRead: (() => Promise<unknown>) | null;

beforeEach(async () => {
  [manner, locked, seen, onRead] = ['answers', new Set(), [], null];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name] ?? '');
      const signed = isSigned(
        secret,
        {
          timestamp: header('meldestelle-timestamp'),
          signature: header('meldestelle-signature'),
          body: text,
        },
        new Date(),
      );
      const body = JSON.parse(text) as Record<string, unknown>;
      seen.push({ signed, key: header('idempotency-key'), body });
      if (manner === 'refuses') return void response.writeHead(422).end();
      if (manner === 'fails') return void response.writeHead(500).end();
      if (manner === 'redirects')
        return void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
      if (body['action'] === 'apply') {
        if (body['wanted'] === 'on') locked.add(login);
        else locked.delete(login);
      } else void onRead?.();
      if (manner === 'silent') return;
      if (manner === 'later') return void response.writeHead(202).end();
      const state = locked.has(login) ? 'on' : 'off';
      const answer = { state, proved: state === 'on', before: { tarif: 'Basis', sperre: false } };
      response.writeHead(200).end(manner === 'garbage' ? '<html>' : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  db = await freshDatabase();
  const one = await prepareMeasureCase(db, login);
  connectorId = one.connectorId;
  const sealed = seal(JSON.stringify({ signingSecret: secret }), connectorSecretPlace(connectorId));
  await db.sql`UPDATE connector SET kind = 'webhook', secret_sealed = ${sealed} WHERE id = ${connectorId}`;
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO measure (case_id, account_id, connector_id, kind, ground, due_at)
    VALUES (${one.caseId}, ${one.accountId}, ${connectorId}, 'send-lock', '{}', NULL) RETURNING id`;
  measureId = row?.id ?? 0;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await db.drop();
});

function open({ host = '127.0.0.1', allowed = ['127.0.0.1'] } = {}) {
  const { port } = server.address() as AddressInfo;
  return webhookConnector({
    id: connectorId,
    settings: { url: `http://${host}:${port}/sperre` },
    secret: { signingSecret: secret },
    pool: db.sql,
    reach: { allowedHosts: allowed, commands: new Map() },
  });
}
const order = (wanted: Wanted = 'on'): MeasureOrder => ({
  kind: 'send-lock',
  wanted,
  account: { kind: 'mailbox', login, domain: 'example.com' },
  caseNumber: 'AD-2026-0042',
  parameters: {},
  idempotencyKey: `measure-${measureId}-${wanted}`,
});
function callback(body: object, { key = secret, at = Date.now(), from = connectorId } = {}) {
  const timestamp = String(Math.floor(at / 1_000));
  const text = JSON.stringify(body);
  return takeMeasureCallback({
    connector: String(from),
    timestamp,
    signature: sign(key, timestamp, text),
    body: text,
  });
}

describe('a webhook', () => {
  it('sends the wanted state signed, with one key, and takes the state that comes back', async () => {
    const connector = open();
    const prior = await connector.readPrior(order(), patience());
    expect(prior).toEqual({ tarif: 'Basis', sperre: false });
    await connector.apply(order(), prior, patience());
    await connector.apply(order(), prior, patience());
    expect(await connector.readBack(order(), prior, patience())).toMatchObject({ found: 'ours' });
    expect(await connector.probe(order(), patience())).toMatchObject({ result: 'holds' });
    expect(seen.every(({ signed }) => signed)).toBe(true);
    expect(new Set(seen.map(({ key }) => key))).toEqual(new Set([`measure-${measureId}-on`]));
    expect(seen[1]?.body).toMatchObject({ action: 'apply', wanted: 'on', account: { login }, before: prior });
    await connector.apply(order('off'), prior, patience());
    expect(await connector.readBack(order('off'), prior, patience())).toMatchObject({ found: 'free' });
    await connector.close();
  });

  it('that times out after the other end acted is unknown, and the same order again does no harm', async () => {
    const connector = open();
    manner = 'silent';
    await expect(connector.apply(order(), {}, patience(300))).rejects.toMatchObject({
      effect: 'unknown',
      code: 'time-out',
    });
    expect(locked, 'it did act').toContain(login);
    manner = 'answers';
    await connector.apply(order(), {}, patience());
    expect(await connector.readBack(order(), {}, patience())).toMatchObject({ found: 'ours' });
    expect(new Set(seen.map(({ key }) => key)).size).toBe(1);
    await connector.close();
  });

  it.each([
    ['redirects', 'unknown', 'bad-answer'],
    ['garbage', 'unknown', 'bad-answer'],
    ['fails', 'unknown', 'bad-answer'],
    ['refuses', 'refused', 'refused'],
  ] as const)('whose other end %s is %s', async (how, effect, code) => {
    const connector = open();
    manner = how;
    await expect(connector.apply(order(), {}, patience())).rejects.toMatchObject({ effect, code });
    expect(seen, 'nothing is followed').toHaveLength(1);
    await connector.close();
  });

  it('goes into no network that the configuration does not name', async () => {
    const connector = open({ allowed: [] });
    await expect(connector.apply(order(), {}, patience())).rejects.toMatchObject({
      effect: 'refused',
      code: 'address-refused',
    });
    expect(seen).toHaveLength(0);
    await connector.close();
  });

  it('whose other end is away was certainly not carried out', async () => {
    const connector = open();
    await new Promise((resolve) => server.close(resolve));
    await expect(connector.apply(order(), {}, patience())).rejects.toMatchObject({ effect: 'failed' });
    await connector.close();
  });
});

describe('a callback', () => {
  const key = () => `measure-${measureId}-on`;

  it('tells the state of an order and has it looked at', async () => {
    manner = 'later';
    const connector = open();
    expect(await connector.readPrior(order(), patience())).toEqual({});
    onRead = () => callback({ key: key(), state: 'on', proved: true });
    expect(await connector.readBack(order(), {}, patience())).toMatchObject({ found: 'ours' });
    expect(await connector.probe(order(), patience())).toMatchObject({ result: 'holds' });
    expect(await db.sql`SELECT due_at IS NOT NULL AS due FROM measure`).toEqual([{ due: true }]);
    await connector.close();
  });

  it('that does not come leaves the order unknown; what was told long ago is not the state now', async () => {
    manner = 'later';
    await callback({ key: key(), state: 'on', proved: true });
    await db.sql`UPDATE webhook_answer SET sent_at = now() - interval '11 minutes'`;
    const connector = open();
    await expect(connector.readBack(order(), {}, patience())).rejects.toMatchObject({
      effect: 'unknown',
      code: 'no-callback-yet',
    });
    await connector.close();
  });

  it('is refused where it is signed by another secret, old, changed, or of another connector', async () => {
    const good = { key: key(), state: 'on' };
    for (const forged of [
      callback(good, { key: 'ein anderes Geheimnis' }),
      callback(good, { key: '' }),
      callback(good, { at: Date.now() - 301_000 }),
      callback(good, { at: Date.now() + 301_000 }),
      callback(good, { from: 999 }),
    ])
      expect(await forged).toMatchObject({ ok: false, code: 'signature-wrong' });
    expect(await callback({ key: 'measure-9999-on', state: 'on' })).toMatchObject({ code: 'order-unknown' });
    expect(await callback({ key: `measure-${measureId}-off`, state: 'off' })).toMatchObject({
      code: 'order-unknown',
    });
    expect(await callback({ key: key(), state: 'maybe' })).toMatchObject({ code: 'not-a-callback' });
    expect(await db.sql`SELECT 1 FROM webhook_answer`).toHaveLength(0);
  });

  it('of an earlier moment does not overwrite a later one', async () => {
    await callback({ key: key(), state: 'on' });
    await callback({ key: key(), state: 'off' }, { at: Date.now() - 60_000 });
    expect(await db.sql`SELECT answer->>'state' AS state FROM webhook_answer`).toEqual([{ state: 'on' }]);
  });
});

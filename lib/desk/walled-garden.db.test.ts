// An access line is put into the walled garden by a webhook, end to end: offered, ordered, carried out, proved by the other
// end, told to the customer in the words of connections, and lifted.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webhookConnector } from '@/lib/connectors/webhook/connector';
import { isSigned } from '@/lib/connectors/webhook/signature';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { sql } from '@/lib/db/sql';
import { carryOutMeasure } from './carry-out-measure';
import { composeNotice } from './compose-notice';
import { liftMeasures } from './lift-measures';
import { planMeasures } from './plan-measures';
import { measuresNow, prepareMeasureCase, versionOf, type MeasureCase } from './testing/measures';
import { wantMeasures } from './want-measures';

process.env['SECRET_KEY'] ??= '7'.repeat(64);
const line = 'DSL-00042';
const secret = 'ein gemeinsames Geheimnis, lang genug';
let db: TestDatabase;
let one: MeasureCase;
let server: Server;
/** Lines in the garden, and every order that came. */
let garden: Set<string>;
let orders: Record<string, unknown>[];

beforeEach(async () => {
  [garden, orders] = [new Set(), []];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name] ?? '');
      const signature = header('meldestelle-signature');
      const timestamp = header('meldestelle-timestamp');
      if (!isSigned(secret, { timestamp, signature, body: text }, new Date()))
        return void response.writeHead(401).end();
      const body = JSON.parse(text) as Record<string, unknown> & { account: { login: string } };
      const { login } = body.account;
      if (body['action'] === 'apply') {
        orders.push(body);
        if (body['wanted'] === 'on') garden.add(login);
        else garden.delete(login);
      }
      const state = garden.has(login) ? 'on' : 'off';
      response
        .writeHead(200)
        .end(JSON.stringify({ state, proved: state === 'on', before: { profil: 'DSL 100' } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  db = await freshDatabase();
  one = await prepareMeasureCase(db, line, ['throttle', 'send-lock', 'login-lock', 'walled-garden']);
  await db.sql`UPDATE connector SET kind = 'webhook', name = 'Zugangsnetz'`;
  await db.sql`UPDATE account SET kind = 'connection', domain = NULL`;
  await db.sql`INSERT INTO product_terms (contract, measure, since) VALUES ('Basis', 'walled-garden', '2020-01-01')`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await db.drop();
});

async function work(): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const open = () =>
    webhookConnector({
      id: one.connectorId,
      settings: { url: `http://127.0.0.1:${port}/sperre` },
      secret: { signingSecret: secret },
      pool: db.sql,
      reach: { allowedHosts: ['127.0.0.1'], commands: new Map() },
    });
  while (await carryOutMeasure({ open }));
}
const decision = async () => ({
  caseId: one.caseId,
  version: await versionOf(db, one.caseId),
  userId: one.agentId,
});

describe('the walled garden', () => {
  it('takes an access line in, proved, tells the customer so, and lets it out again', async () => {
    const offered = (await planMeasures(one.accountId)).offers;
    expect(offered.map(({ kind }) => kind)).toEqual(['throttle', 'send-lock', 'walled-garden']);
    const measures = [{ kind: 'walled-garden' as const, connectorId: one.connectorId, parameters: {} }];
    expect(await wantMeasures({ ...(await decision()), measures, overrideReason: null })).toMatchObject({
      ok: true,
    });
    await work();
    expect(orders).toMatchObject([
      { measure: 'walled-garden', wanted: 'on', account: { kind: 'connection', login: line, domain: null } },
    ]);
    const [standing] = await measuresNow(db);
    expect(standing).toMatchObject({ kind: 'walled-garden', state: 'confirmed', ended: false });

    const request = {
      caseId: one.caseId,
      kind: 'connection-locked',
      to: null,
      remark: null,
      upTo: null,
    } as const;
    const notice = await composeNotice(
      sql(),
      { ...request, voice: { language: 'de', tone: 'sie' } },
      new Date(),
    );
    expect(notice?.body).toContain('Anschluss auf Hilfeseiten beschränkt');

    await liftMeasures({ ...(await decision()), measureIds: [standing?.id ?? 0], note: null });
    await work();
    expect(orders.at(-1), 'with what was there before').toMatchObject({
      wanted: 'off',
      before: { profil: 'DSL 100' },
    });
    expect(garden.size).toBe(0);
    expect((await measuresNow(db))[0]).toMatchObject({ wanted: 'off', state: 'confirmed', ended: true });
  });

  it('is nothing for a mailbox, and what locks mailboxes is nothing for an access line', async () => {
    await db.sql`UPDATE account SET kind = 'mailbox'`;
    expect((await planMeasures(one.accountId)).offers.map(({ kind }) => kind)).not.toContain('walled-garden');
    await db.sql`UPDATE account SET kind = 'connection'`;
    for (const kind of ['policy-service', 'sql', 'mailcow', 'postfix-queue']) {
      await db.sql`UPDATE connector SET kind = ${kind}`;
      expect((await planMeasures(one.accountId)).offers, kind).toEqual([]);
    }
    const measures = [{ kind: 'send-lock' as const, connectorId: one.connectorId, parameters: {} }];
    expect(await wantMeasures({ ...(await decision()), measures, overrideReason: null })).toMatchObject({
      code: 'connector-gone',
    });
  });
});

// A send lock on real servers: Postfix asks our policy service, the desk proves by XCLIENT. The session that has signed in
// before the lock is refused at its next recipient; a release makes the very same session send again.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasMailServer, startMailServer, type MailServer } from '@/lib/connectors/testing/mail-server';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { carryOutMeasure } from '@/lib/desk/carry-out-measure';
import { liftMeasures } from '@/lib/desk/lift-measures';
import { measuresNow, prepareMeasureCase, versionOf, type MeasureCase } from '@/lib/desk/testing/measures';
import { wantMeasures } from '@/lib/desk/want-measures';
import { freePort } from '@/lib/mailbox/testing/dovecot';

const policyPort = await freePort();
vi.mock('@/lib/env', async (original) => {
  const real = await original<typeof import('@/lib/env')>();
  return { ...real, env: () => ({ ...real.env(), POLICY_LISTEN: { host: '127.0.0.1', port: policyPort } }) };
});
const { answerPostfix } = await import('./postfix-policy');

const login = 'erika@example.com';

describe.runIf(hasMailServer)('a send lock through Postfix', () => {
  let mail: MailServer;
  let db: TestDatabase;
  let one: MeasureCase;
  let stop: AbortController;
  let running: Promise<void>;

  beforeAll(async () => {
    mail = await startMailServer({
      before: `check_policy_service { inet:127.0.0.1:${policyPort}, timeout=2s, try_limit=1, default_action=DUNNO },`,
    });
  });
  afterAll(() => mail?.stop());

  beforeEach(async () => {
    db = await freshDatabase();
    one = await prepareMeasureCase(db, login);
    const probe = {
      host: '127.0.0.1',
      port: mail.port,
      recipient: 'probe@example.net',
      clientAddress: '192.0.2.7',
    };
    await db.sql`
      UPDATE connector SET kind = 'policy-service', settings = ${db.sql.json({ probe })} WHERE id = ${one.connectorId}`;
    stop = new AbortController();
    await new Promise<number>((resolve) => {
      running = answerPostfix(stop.signal, resolve);
    });
  });
  afterEach(async () => {
    stop.abort();
    await running;
    await db.drop();
  });

  const settle = async () => {
    while (await carryOutMeasure());
  };

  it('is confirmed, stops the open session at its next recipient, and lets it go on after the release', async () => {
    const session = await mail.signIn(login);
    const send = async (to: string) => {
      await session.ask('RSET');
      await session.ask(`MAIL FROM:<${login}>`);
      return session.ask(`RCPT TO:<${to}>`);
    };
    expect((await send('a@example.net')).code).toBe(250);
    await wantMeasures({
      caseId: one.caseId,
      version: 1,
      userId: one.agentId,
      overrideReason: null,
      measures: [{ kind: 'send-lock', connectorId: one.connectorId, parameters: {} }],
    });
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed', wanted: 'on' }]);
    const refusal = await send('b@example.net');
    expect(refusal.code).toBe(554);
    expect(refusal.lines.join(' ')).toMatch(/5\.7\.1 .*Versand gesperrt, Vorgang AD-2026-\d+/);
    const other = await mail.signIn('max@example.com');
    await other.ask('MAIL FROM:<max@example.com>');
    expect((await other.ask('RCPT TO:<a@example.net>')).code, 'nobody else is stopped').toBe(250);
    other.close();

    const [lock] = await measuresNow(db);
    const version = await versionOf(db, one.caseId);
    await liftMeasures({
      caseId: one.caseId,
      version,
      userId: one.agentId,
      measureIds: [lock?.id ?? 0],
      note: null,
    });
    await settle();
    expect(await measuresNow(db)).toMatchObject([{ state: 'confirmed', wanted: 'off', ended: true }]);
    expect((await send('c@example.net')).code).toBe(250);
    session.close();
  });

  it('that Postfix does not ask about is refuted: the lock in our table proves nothing', async () => {
    await db.sql`
      UPDATE connector SET settings = jsonb_set(settings, '{probe,clientAddress}', '"192.0.2.8"') WHERE id = ${one.connectorId}`;
    stop.abort();
    await running;
    await wantMeasures({
      caseId: one.caseId,
      version: 1,
      userId: one.agentId,
      overrideReason: null,
      measures: [{ kind: 'send-lock', connectorId: one.connectorId, parameters: {} }],
    });
    await settle();
    expect(await measuresNow(db), 'Postfix lets everything pass while nobody answers it').toMatchObject([
      { state: 'refuted', ended: false },
    ]);
    expect(await db.sql`SELECT attention FROM "case"`).toEqual([{ attention: true }]);
    stop = new AbortController();
    await new Promise<number>((resolve) => {
      running = answerPostfix(stop.signal, resolve);
    });
  });
});

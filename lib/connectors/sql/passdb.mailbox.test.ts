// Locks in a SQL passdb on real servers. What counts is whether somebody can sign in, not what the table says.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectorFault } from '@/lib/containment/types';
import type { TestDatabase } from '@/lib/db/testing';
import { freePort } from '@/lib/mailbox/testing/dovecot';
import { canRun, login, order, patience, startPassdb, type Passdb } from './testing/passdb';

describe.runIf(canRun)('a SQL passdb', () => {
  let passdb: Passdb;
  let db: TestDatabase;

  beforeAll(async () => {
    passdb = await startPassdb();
    db = passdb.db;
  });
  afterAll(() => passdb?.stop());
  beforeEach(() => passdb.reset());

  it('that is locked without a word to Dovecot lets everybody in until its cache forgets', async () => {
    expect(await passdb.canSignIn()).toBe(true);
    const connector = passdb.open({ dovecotVia: 'none' });
    const prior = await connector.readPrior(order('send-lock'), patience());
    await connector.apply(order('send-lock'), prior, patience());
    expect(await connector.readBack(order('send-lock'), prior, patience())).toMatchObject({ found: 'ours' });
    expect(await connector.probe(order('send-lock'), patience())).toMatchObject({ result: 'not-provable' });
    expect(await passdb.canSignIn(), 'the cache still knows the password').toBe(true);
    await connector.close();
  });

  it.each(['command', 'http'] as const)(
    'is locked and released through Dovecot’s %s at once',
    async (via) => {
      expect(await passdb.canSignIn()).toBe(true);
      const connector = passdb.open(via === 'http' ? passdb.viaHttp() : {});
      const prior = await connector.readPrior(order('send-lock'), patience());
      for (const attempt of [1, 2]) {
        await connector.apply(order('send-lock'), prior, patience());
        expect(await passdb.canSignIn(), `after order ${attempt}`).toBe(false);
      }
      expect(await connector.readBack(order('send-lock'), prior, patience())).toMatchObject({
        found: 'ours',
      });
      const proof = via === 'http' ? 'not-provable' : 'holds';
      expect(await connector.probe(order('send-lock'), patience())).toMatchObject({ result: proof });
      expect(await passdb.canSignIn('max@example.com'), 'nobody else is locked').toBe(true);
      await connector.apply(order('send-lock', 'off'), prior, patience());
      expect(await passdb.canSignIn(), 'the refusal was remembered as well').toBe(true);
      expect(await connector.readBack(order('send-lock', 'off'), prior, patience())).toMatchObject({
        found: 'free',
      });
      expect(await connector.probe(order('send-lock', 'off'), patience())).toMatchObject({
        result: via === 'http' ? 'not-provable' : 'does-not-hold',
      });
      await connector.close();
    },
  );

  it('closes one service with a send lock and all with a login lock', async () => {
    const connector = passdb.open();
    await connector.apply(
      order('send-lock'),
      await connector.readPrior(order('send-lock'), patience()),
      patience(),
    );
    expect(await connector.probe(order('send-lock'), patience())).toMatchObject({ result: 'holds' });
    expect(await connector.probe(order('login-lock'), patience())).toEqual({
      result: 'does-not-hold',
      code: 'auth-accepted',
      detail: { service: 'imap' },
    });
    await connector.apply(
      order('login-lock'),
      await connector.readPrior(order('login-lock'), patience()),
      patience(),
    );
    expect(await connector.probe(order('login-lock'), patience())).toMatchObject({ result: 'holds' });
    await connector.close();
  });

  it('leaves an account locked that was locked before, and does not call that a release', async () => {
    await db.sql`UPDATE mailbox SET smtp_active = false WHERE username = ${login}`;
    const connector = passdb.open();
    const prior = await connector.readPrior(order('send-lock'), patience());
    await connector.apply(order('send-lock'), prior, patience());
    await connector.apply(order('send-lock', 'off'), prior, patience());
    expect(await connector.readBack(order('send-lock', 'off'), prior, patience())).toMatchObject({
      found: 'free',
    });
    expect(await connector.probe(order('send-lock', 'off'), patience())).toMatchObject({
      result: 'not-provable',
      code: 'locked-before',
    });
    expect(await passdb.canSignIn()).toBe(false);
    await connector.close();
  });

  it('is left alone by a release where another case holds it by now', async () => {
    await db.sql`ALTER TABLE mailbox ADD COLUMN IF NOT EXISTS locked_by text`;
    const connector = passdb.open({
      preset: 'own',
      sendRead:
        'SELECT smtp_active, locked_by AS owner, NOT smtp_active AS locked FROM mailbox WHERE username = :login',
      sendLock: 'UPDATE mailbox SET smtp_active = false, locked_by = :case WHERE username = :login',
      sendRelease:
        'UPDATE mailbox SET smtp_active = :prior_smtp_active, locked_by = :prior_owner WHERE username = :login',
    });
    expect(connector.measures).toEqual(['send-lock', 'end-sessions']);
    const prior = await connector.readPrior(order('send-lock'), patience());
    await connector.apply(order('send-lock'), prior, patience());
    expect(await connector.readBack(order('send-lock'), prior, patience())).toMatchObject({ found: 'ours' });
    await db.sql`UPDATE mailbox SET locked_by = 'Buchhaltung' WHERE username = ${login}`;
    expect(await connector.readBack(order('send-lock'), prior, patience())).toMatchObject({ found: 'other' });
    await connector.apply(order('send-lock', 'off'), prior, patience());
    expect(await passdb.canSignIn()).toBe(false);
    expect(await db.sql`SELECT locked_by FROM mailbox WHERE username = ${login}`).toEqual([
      { locked_by: 'Buchhaltung' },
    ]);
    await connector.close();
  });

  it('binds whatever a login is: it is a value, never a part of the statement', async () => {
    const evil = "x' OR '1'='1";
    const connector = passdb.open({ dovecotVia: 'none' });
    await expect(connector.readPrior(order('send-lock', 'on', evil), patience())).rejects.toMatchObject({
      code: 'account-unknown',
    });
    await expect(connector.apply(order('send-lock', 'on', evil), {}, patience())).rejects.toThrow(
      ConnectorFault,
    );
    expect(await db.sql`SELECT 1 FROM mailbox WHERE NOT smtp_active`).toHaveLength(0);
    await connector.close();
  });

  it('rolls back a statement that meets more than the one account', async () => {
    const all = passdb.open({
      preset: 'own',
      loginRead: 'SELECT active, NOT active AS locked FROM mailbox WHERE username = :login',
      loginLock: "UPDATE mailbox SET active = false WHERE username LIKE '%' || split_part(:login, '@', 2)",
      loginRelease: 'UPDATE mailbox SET active = :prior_active WHERE username = :login',
    });
    const prior = await all.readPrior(order('login-lock'), patience());
    await expect(all.apply(order('login-lock'), prior, patience())).rejects.toMatchObject({
      effect: 'refused',
      code: 'too-many-rows',
    });
    expect(await db.sql`SELECT 1 FROM mailbox WHERE NOT active`, 'nobody is locked').toHaveLength(0);
    await all.close();
  });

  it('whose Dovecot does not answer is unknown: the row is changed, and nobody knows what the cache says', async () => {
    const connector = passdb.open({
      dovecotVia: 'http',
      dovecotUrl: `http://127.0.0.1:${await freePort()}/doveadm/v1`,
    });
    const prior = await connector.readPrior(order('send-lock'), patience());
    await expect(connector.apply(order('send-lock'), prior, patience())).rejects.toMatchObject({
      effect: 'unknown',
      detail: { step: 'flush' },
    });
    await connector.close();
    const wrongKey = passdb.open(passdb.viaHttp(), { doveadmKey: 'falsch' });
    await expect(wrongKey.apply(order('send-lock'), prior, patience())).rejects.toMatchObject({
      effect: 'unknown',
      code: 'sign-in-refused',
    });
    await wrongKey.close();
  });

  it('that is away has certainly not been changed', async () => {
    const away = passdb.open({ port: await freePort() });
    await expect(away.readPrior(order('send-lock'), patience())).rejects.toMatchObject({
      effect: 'failed',
      code: 'unreachable',
    });
    await away.close();
  });

  it('runs no program that the configuration does not name', async () => {
    const connector = passdb.open({ dovecotProgram: 'bash' });
    await expect(connector.probe(order('send-lock'), patience())).rejects.toMatchObject({
      effect: 'refused',
      code: 'program-not-allowed',
    });
    await connector.close();
  });
});

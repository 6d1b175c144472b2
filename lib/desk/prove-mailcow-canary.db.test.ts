// A mailcow's canary proves the lock although its Dovecot remembers whom it let in: it signs in with passwords that no
// cache has seen. Against the stand-in for mailcow.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailcowConnector } from '@/lib/connectors/mailcow/connector';
import { apiKey, MailcowStandIn } from '@/lib/connectors/mailcow/testing/mailcow-stand-in';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { proveCanaries } from './prove-canaries';
import { prepareMeasureCase } from './testing/measures';

const canary = 'kanari@example.com';
let db: TestDatabase;
let mailcow: MailcowStandIn;
let url: string;
let smtpPort: number;

beforeEach(async () => {
  [db, mailcow] = [await freshDatabase(), new MailcowStandIn()];
  ({ url, smtpPort } = await mailcow.start());
  mailcow.add(canary);
  await prepareMeasureCase(db, 'erika@example.com', ['login-lock']);
  await db.sql`UPDATE connector SET kind = 'mailcow', canary_login = ${canary}`;
});
afterEach(async () => {
  await mailcow.stop();
  await db.drop();
});

const prove = (withSignIn = true) =>
  proveCanaries({
    now: () => new Date('2026-11-23T02:10:00Z'),
    open: (row) =>
      mailcowConnector({
        id: row.id,
        settings: {
          url,
          signIn: withSignIn ? { host: '127.0.0.1', port: smtpPort, recipient: 'probe@example.net' } : null,
        },
        secret: { apiKey },
        pool: db.sql,
        reach: { allowedHosts: ['127.0.0.1'], commands: new Map() },
      }),
  });
async function codes() {
  const [row] = await db.sql<{ codes: string[] }[]>`
    SELECT ARRAY(SELECT s->>'code' FROM jsonb_array_elements(canary_result->'steps') s) AS codes FROM connector`;
  return row?.codes;
}

describe("a mailcow's canary", () => {
  it('sends, is locked and does not get in, and sends again', async () => {
    expect(await prove()).toEqual({ proved: 1, failed: 0 });
    expect(await codes()).toEqual([
      'state-read',
      'can-send-before',
      'locked',
      'cannot-send',
      'released',
      'can-send-again',
    ]);
    expect(mailcow.mailboxes.get(canary)?.active).toBe(1);
    const used = mailcow.edits.flatMap(({ attr }) =>
      attr['password'] === undefined ? [] : [attr['password']],
    );
    expect(new Set(used).size, 'a password of its own each time').toBe(3);
  });

  it('without a place to sign in proves nothing, and says so', async () => {
    expect(await prove(false)).toEqual({ proved: 0, failed: 1 });
    expect((await codes())?.at(-1)).toBe('no-probe');
  });

  it('shows a version that does not ask smtp_access at sign-in', async () => {
    await db.sql`UPDATE connector SET measures = '{send-lock}'`;
    expect(await prove()).toEqual({ proved: 1, failed: 0 });
    mailcow.asksSmtpAccess = false;
    await db.sql`UPDATE connector SET canary_at = NULL`;
    expect(await prove()).toEqual({ proved: 0, failed: 1 });
    expect((await codes())?.at(-1)).toBe('auth-accepted');
    expect(mailcow.mailboxes.get(canary)?.attributes, 'it is released all the same').toMatchObject({
      smtp_access: '1',
    });
  });
});

// The connector to a mailcow, against a stand-in built from its documented interface (testing/mailcow-stand-in.ts).

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeasureKind, MeasureOrder, Wanted } from '@/lib/containment/types';
import type { Sql } from '@/lib/db/sql';
import { mailcowConnector } from './connector';
import { apiKey, MailcowStandIn } from './testing/mailcow-stand-in';

const login = 'erika@example.com';
const patience = (ms = 10_000) => AbortSignal.timeout(ms);
let mailcow: MailcowStandIn;
let url: string;

beforeEach(async () => {
  mailcow = new MailcowStandIn();
  ({ url } = await mailcow.start());
  mailcow.add(login);
});
afterEach(() => mailcow.stop());

function open({ key = apiKey, settings = {} as object } = {}) {
  return mailcowConnector({
    id: 3,
    settings: { url, cacheSeconds: 300, ...settings },
    secret: { apiKey: key },
    pool: null as unknown as Sql,
    reach: { allowedHosts: ['127.0.0.1'], commands: new Map() },
  });
}
const order = (kind: MeasureKind, wanted: Wanted = 'on', more: Partial<MeasureOrder> = {}): MeasureOrder => ({
  kind,
  wanted,
  account: { kind: 'mailbox', login, domain: 'example.com' },
  caseNumber: 'AD-2026-0042',
  parameters: { recipientsPerHour: 20 },
  idempotencyKey: `measure-7-${wanted}`,
  ...more,
});
const box = () => mailcow.mailboxes.get(login)!;

describe('a login lock', () => {
  it('forbids to sign in and leaves incoming mail alone, and gives back what was there', async () => {
    const connector = open();
    const prior = await connector.readPrior(order('login-lock'), patience());
    expect(prior).toEqual({ active: 1 });
    await connector.apply(order('login-lock'), prior, patience());
    await connector.apply(order('login-lock'), prior, patience());
    expect(box().active, '2: no login, mail still comes in').toBe(2);
    expect(mailcow.edits, 'the second time there was nothing to do').toHaveLength(1);
    expect(await connector.readBack(order('login-lock'), prior, patience())).toMatchObject({ found: 'ours' });
    await connector.apply(order('login-lock', 'off'), prior, patience());
    expect(box().active).toBe(1);
    expect(await connector.readBack(order('login-lock', 'off'), prior, patience())).toMatchObject({
      found: 'free',
    });
    await connector.close();
  });

  it('is proved only when the time of its cache is over, and asked again then', async () => {
    const connector = open();
    await connector.apply(order('login-lock'), { active: 1 }, patience());
    const at = (seconds: number) =>
      order('login-lock', 'on', { appliedAt: new Date(Date.now() - seconds * 1_000) });
    await connector.readBack(at(100), { active: 1 }, patience());
    const early = await connector.probe(at(100), patience());
    expect(early).toMatchObject({ result: 'not-provable', code: 'cache-waits' });
    expect(early.againInSeconds).toBeGreaterThan(195);
    expect(early.againInSeconds).toBeLessThan(203);
    expect(await connector.probe(order('login-lock'), patience())).toMatchObject({ result: 'not-provable' });
    expect(await connector.probe(at(301), patience())).toMatchObject({ result: 'holds', code: 'cache-over' });
    box().active = 1;
    await connector.readBack(at(301), { active: 1 }, patience());
    expect(await connector.probe(at(301), patience()), 'not what stands no more').toMatchObject({
      result: 'not-provable',
    });
    await connector.close();
  });

  it('never turns a mailbox that is off into one that takes mail, nor opens it', async () => {
    box().active = 0;
    const connector = open();
    const prior = await connector.readPrior(order('login-lock'), patience());
    await connector.apply(order('login-lock'), prior, patience());
    expect(box().active).toBe(0);
    await connector.apply(order('login-lock', 'off'), prior, patience());
    expect(box().active).toBe(0);
    expect(mailcow.edits).toHaveLength(0);
    await connector.close();
  });

  it('that somebody else changed is theirs', async () => {
    const connector = open();
    await connector.apply(order('login-lock'), { active: 1 }, patience());
    box().active = 0;
    const off = order('login-lock', 'off');
    expect(await connector.readBack(off, { active: 1 }, patience())).toMatchObject({ found: 'other' });
    await connector.apply(off, { active: 1 }, patience());
    expect(box().active, 'and left alone').toBe(0);
    await connector.close();
  });
});

describe('a send lock', () => {
  it('takes SMTP and the webmail, leaves IMAP, and is never called proved', async () => {
    box().attributes['sogo_access'] = '0';
    const connector = open();
    const prior = await connector.readPrior(order('send-lock'), patience());
    await connector.apply(order('send-lock'), prior, patience());
    expect(box().attributes).toMatchObject({ smtp_access: '0', sogo_access: '0', imap_access: '1' });
    expect(await connector.readBack(order('send-lock'), prior, patience())).toMatchObject({ found: 'ours' });
    const long = order('send-lock', 'on', { appliedAt: new Date(0) });
    expect(await connector.probe(long, patience())).toMatchObject({
      result: 'not-provable',
      code: 'mailcow-send-lock',
    });
    await connector.apply(order('send-lock', 'off'), prior, patience());
    expect(box().attributes, 'the webmail was off before').toMatchObject({
      smtp_access: '1',
      sogo_access: '0',
    });
    await connector.close();
  });
});

describe('a throttle', () => {
  it.each([[null], [{ value: '500', frame: 'd' }]])('over the limit %j gives that back', async (before) => {
    if (before !== null) mailcow.limits.set(login, before);
    const connector = open();
    const prior = await connector.readPrior(order('throttle'), patience());
    await connector.apply(order('throttle'), prior, patience());
    expect(mailcow.limits.get(login)).toEqual({ value: '20', frame: 'h' });
    expect(await connector.readBack(order('throttle'), prior, patience())).toMatchObject({ found: 'ours' });
    await connector.apply(order('throttle', 'off'), prior, patience());
    expect(mailcow.limits.get(login) ?? null).toEqual(before);
    await connector.close();
  });

  it('to nothing is refused: mailcow would read it as no limit', async () => {
    const connector = open();
    const none = order('throttle', 'on', { parameters: { recipientsPerHour: 0 } });
    await expect(connector.apply(none, { value: null, frame: null }, patience())).rejects.toMatchObject({
      effect: 'refused',
      code: 'rate-zero',
    });
    expect(mailcow.edits).toHaveLength(0);
    await connector.close();
  });
});

describe('the queue', () => {
  it('is held by who signed in, whatever the mail calls itself, and stays held', async () => {
    const mail = (queue_id: string, sender: string, sasl: string | null, queue_name = 'deferred') =>
      mailcow.queue.push({ queue_id, sender, sasl, queue_name });
    mail('A1', login, login);
    mail('B2', 'other@example.com', login, 'active');
    mail('C3', 'other@example.com', 'other@example.com');
    mail('D4', 'x@example.net', null);
    mail('E5', login, login, 'hold');
    const connector = open();
    const prior = await connector.readPrior(order('hold-queue'), patience());
    expect(prior).toEqual({ moving: 2 });
    await connector.apply(order('hold-queue'), prior, patience());
    expect(mailcow.edits[0], 'the text of C3 and D4 names erika').toMatchObject({ items: ['A1', 'B2'] });
    await connector.readBack(order('hold-queue'), prior, patience());
    expect(await connector.probe(order('hold-queue'), patience())).toMatchObject({ result: 'holds' });
    await connector.apply(order('hold-queue', 'off'), prior, patience());
    expect(mailcow.queue.filter((one) => one.queue_name === 'hold')).toHaveLength(3);
    await connector.close();
  });
});

describe('what mailcow says', () => {
  it.each([
    ['a wrong key', { key: 'x' }, 'failed', 'sign-in-refused'],
    ['no key', { key: '' }, 'refused', 'secret-missing'],
  ])('to %s changes nothing', async (_what, how, effect, code) => {
    const connector = open(how);
    await expect(connector.readPrior(order('login-lock'), patience())).rejects.toMatchObject({
      effect,
      code,
    });
    await connector.close();
  });

  it('to a key that only reads, to a mailbox it does not have, and where it is no mailcow', async () => {
    const connector = open();
    mailcow.manner = 'reads-only';
    await expect(connector.apply(order('login-lock'), { active: 1 }, patience())).rejects.toMatchObject({
      effect: 'failed',
      code: 'sign-in-refused',
    });
    mailcow.manner = 'garbage';
    await expect(connector.readPrior(order('login-lock'), patience())).rejects.toMatchObject({
      effect: 'unknown',
      code: 'bad-answer',
    });
    mailcow.manner = 'answers';
    mailcow.mailboxes.clear();
    for (const kind of ['login-lock', 'throttle'] as const)
      await expect(connector.readPrior(order(kind), patience())).rejects.toMatchObject({
        effect: 'refused',
        code: 'account-unknown',
      });
    await connector.close();
  });

  it('too late leaves unknown what it did, and the same order again does no harm', async () => {
    const connector = open();
    const prior = await connector.readPrior(order('login-lock'), patience());
    box().active = 1;
    mailcow.manner = 'silent-after';
    await expect(connector.apply(order('login-lock'), prior, patience(300))).rejects.toMatchObject({
      effect: 'unknown',
    });
    mailcow.manner = 'answers';
    await connector.apply(order('login-lock'), prior, patience());
    expect(await connector.readBack(order('login-lock'), prior, patience())).toMatchObject({ found: 'ours' });
    await connector.close();
  });
});

describe('a new password', () => {
  it('is set where mailcow has the passwords, and refused where another system has them', async () => {
    const connector = open();
    await connector.setPassword?.(login, 'Kalo-best-49', patience());
    expect(box().password).toBe('Kalo-best-49');
    await expect(connector.setPassword?.(login, 'kurz', patience())).rejects.toMatchObject({
      effect: 'refused',
      detail: { text: 'password_complexity' },
    });
    box().authsource = 'ldap';
    await expect(connector.setPassword?.(login, 'Kalo-best-49', patience())).rejects.toMatchObject({
      effect: 'refused',
      code: 'password-elsewhere',
    });
    await connector.close();
  });
});

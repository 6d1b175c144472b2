// The queue of a real Postfix: whose mail is held, what is left alone, and what a person can have done with it. Mail is
// kept from leaving by `defer_transports`, as behind a destination that does not answer.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MeasureOrder } from '@/lib/containment/types';
import { hasMailServer, startMailServer, type MailServer } from '../testing/mail-server';
import type { ConnectorSetup } from '../types';
import { postfixQueueConnector } from './connector';
import { testPostfixQueue } from './self-test';

const erika = 'erika@example.com';
const franz = 'franz@example.com';
const patience = () => AbortSignal.timeout(20_000);

const order = (wanted: 'on' | 'off'): MeasureOrder => ({
  kind: 'hold-queue',
  wanted,
  account: { kind: 'mailbox', login: 'Erika@example.com', domain: 'example.com' },
  caseNumber: 'AD-2026-0007',
  parameters: {},
  idempotencyKey: `measure-7-${wanted}`,
});

describe.runIf(hasMailServer)('the queue of a real Postfix', () => {
  let server: MailServer;
  let number = 0;

  beforeAll(async () => {
    server = await startMailServer({ before: '', mainCf: 'defer_transports = virtual' });
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    number += 1;
    await server.postsuper('-d', 'ALL');
    await server.configure('defer_transports = virtual');
  });

  const connectorOf = (setup: Partial<ConnectorSetup> = {}) =>
    postfixQueueConnector({
      id: number,
      settings: {
        postqueueProgram: 'postqueue',
        postcatProgram: 'postcat',
        postsuperProgram: 'postsuper',
        configDirectory: server.configDirectory,
      },
      secret: {},
      pool: null as never,
      reach: {
        allowedHosts: [],
        commands: new Map(['postqueue', 'postcat', 'postsuper'].map((name) => [name, `/usr/sbin/${name}`])),
      },
      ...setup,
    });
  const fill = async () => {
    await server.submit(erika, { to: ['a@example.net', 'b@example.net'], subject: 'Ihr Gewinn 1' });
    await server.submit(erika, { from: 'bank@example.org', to: ['c@example.net'], subject: 'Ihr Gewinn 2' });
    await server.submit(franz, { from: erika, to: ['d@example.net'], subject: 'Rechnung' });
    await queued(3);
  };
  const placesOf = async () => {
    const own = await connectorOf().queue!.list(erika, patience());
    return own.map(({ place }) => place).sort();
  };
  /** Until so many lie in the queue, all of them deferred. */
  const queued = async (count: number) => {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const names = server.queue().map(({ queue_name: name }) => name);
      if (names.length === count && names.every((name) => name === 'deferred' || name === 'hold')) return;
      await sleep(50);
    }
    throw new Error(`not queued: ${JSON.stringify(server.queue())}`);
  };
  const arrived = () =>
    readdirSync(server.deliveredTo, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const apply = async () => {
    const connector = connectorOf();
    const prior = await connector.readPrior(order('on'), patience());
    await connector.apply(order('on'), prior, patience());
    return { connector, prior };
  };

  it('holds what the account handed in, whatever sender it wrote, and nobody else’s', async () => {
    await fill();
    const { connector, prior } = await apply();
    expect(prior).toMatchObject({ held: 0, waiting: 2, heldIds: '' });
    const back = await connector.readBack(order('on'), prior, patience());
    expect(back).toEqual({
      found: 'ours',
      seen: { held: 2, waiting: 0, heldBefore: 0, waitingBefore: 2 },
    });
    expect(await connector.probe(order('on'), patience())).toMatchObject({
      result: 'holds',
      detail: { held: 2 },
    });
    const franzs = server.queue().filter(({ recipients }) => recipients[0]?.address === 'd@example.net');
    expect(franzs.map(({ queue_name: name }) => name)).toEqual(['deferred']);
  });

  it('holds twice what it held once, and mail that came after it at the repetition', async () => {
    await fill();
    await apply();
    await server.submit(erika, { to: ['e@example.net'], subject: 'Ihr Gewinn 3' });
    await queued(4);
    const { connector, prior } = await apply();
    expect(prior).toMatchObject({ held: 2, waiting: 1 });
    expect(await connector.probe(order('on'), patience())).toMatchObject({ detail: { held: 3, waiting: 0 } });
  });

  it('says that it does not hold while mail of the account waits', async () => {
    await fill();
    const connector = connectorOf();
    const { found } = await connector.readBack(order('on'), {}, patience());
    expect(found).toBe('free');
    expect(await connector.probe(order('on'), patience())).toMatchObject({
      result: 'does-not-hold',
      code: 'queue-moving',
    });
  });

  it('leaves the held mail on hold when the measure ends', async () => {
    await fill();
    const { connector, prior } = await apply();
    await connector.apply(order('off'), prior, patience());
    expect(await connector.readBack(order('off'), prior, patience())).toMatchObject({ found: 'free' });
    expect(await connector.probe(order('off'), patience())).toMatchObject({ code: 'held-mail-stays' });
    expect(await placesOf()).toEqual(['hold', 'hold']);
  });

  it('delivers what a person lets go, once', async () => {
    await fill();
    const { connector } = await apply();
    const own = await connector.queue!.list(erika, patience());
    await server.configure('defer_transports =');
    const first = own.filter(({ sender }) => sender === 'bank@example.org');
    expect(await connector.queue!.act('deliver', erika, first, patience())).toEqual({
      done: first,
      missing: [],
      kept: [],
    });
    await server.flush();
    await expect.poll(arrived, { timeout: 10_000 }).toContainEqual(expect.stringContaining('Ihr Gewinn 2'));
    expect(await placesOf()).toEqual(['hold']);
    // The same order again, as after a crash: the mail has left, nothing happens.
    const again = await connector.queue!.act('deliver', erika, first, patience());
    expect(again).toEqual({ done: [], missing: first, kept: [] });
    expect(arrived().filter((mail) => /Ihr Gewinn 2/.test(mail))).toHaveLength(1);
  });

  it('returns mail to its sender without delivering it', async () => {
    await server.submit(erika, { to: ['z@example.net'], subject: 'Nie zugestellt' });
    await queued(1);
    const { connector } = await apply();
    const own = await connector.queue!.list(erika, patience());
    await server.configure('defer_transports =');
    expect(await connector.queue!.act('return', erika, own, patience())).toMatchObject({ done: own });
    // The hold is repeated while Postfix has not looked yet: a mail on its way back is left alone.
    await connector.apply(order('on'), {}, patience());
    await server.flush();
    await expect
      .poll(arrived, { timeout: 10_000 })
      .toContainEqual(expect.stringMatching(/Delivered-To: erika@example\.com[\s\S]*Nie zugestellt/));
    expect(arrived().filter((mail) => mail.includes('Delivered-To: z@example.net'))).toEqual([]);
  });

  it('purges from the hold queue alone, and not a mail that is another one by now', async () => {
    await fill();
    const { connector } = await apply();
    const own = await connector.queue!.list(erika, patience());
    const [first, second] = own as [(typeof own)[0], (typeof own)[0]];
    const reused = { ...second, arrivedAt: second.arrivedAt - 86_400 };
    const foreign = server.queue().find(({ recipients }) => recipients[0]?.address === 'd@example.net')!;
    const franzs = { queueId: foreign.queue_id, arrivedAt: foreign.arrival_time };
    await server.postsuper('-h', franzs.queueId);
    expect(await connector.queue!.act('purge', erika, [first, reused, franzs], patience())).toEqual({
      done: [first],
      missing: [reused, franzs],
      kept: [],
    });
    expect(server.queue().map((mail) => mail.queue_id)).toEqual(
      expect.arrayContaining([second.queueId, franzs.queueId]),
    );
  });

  it('reads headers and owners past a mail that left since the listing', async () => {
    await fill();
    const own = await connectorOf().queue!.list(erika, patience());
    const gone = { queueId: 'ABCDEF0123', arrivedAt: 1 };
    const headers = await connectorOf().queue!.headersOf(erika, [gone, ...own, gone], patience());
    expect([...headers.keys()].sort()).toEqual(own.map(({ queueId }) => queueId).sort());
    expect([...headers.values()].join('\n')).toMatch(/^Subject: Ihr Gewinn 1$/m);
  });

  it('its set-up test touches no mail', async () => {
    await fill();
    const names = ['postqueue', 'postcat', 'postsuper'];
    const commands = new Map(names.map((name) => [name, `/usr/sbin/${name}`]));
    const settings = Object.fromEntries(names.map((name) => [`${name}Program`, name]));
    const all = { ...settings, configDirectory: server.configDirectory };
    const steps = await testPostfixQueue(all, { allowedHosts: [], commands }, patience());
    expect(steps).toMatchObject([
      { code: 'queue-listed', ok: true, detail: { mails: 3 } },
      { code: 'queue-readable', ok: true },
      { code: 'queue-operable', ok: true },
    ]);
    expect(server.queue().map(({ queue_name: name }) => name)).toEqual(['deferred', 'deferred', 'deferred']);
    const lost = await testPostfixQueue(
      { ...all, configDirectory: '/nowhere' },
      { allowedHosts: [], commands },
      patience(),
    );
    expect(lost).toMatchObject([{ code: 'queue-not-listed', ok: false }]);
  });

  it('asks the mail log whose a mail is that no login handed in', async () => {
    await server.sendmail({ from: erika, to: 'f@example.net', subject: 'vom Inhaltsfilter zurück' });
    await queued(1);
    expect(await connectorOf().queue!.list(erika, patience())).toEqual([]);
    const asked = connectorOf({ askSenders: (mails) => Promise.resolve(mails.map(() => erika)) });
    expect(await asked.queue!.list(erika, patience())).toHaveLength(1);
  });
});

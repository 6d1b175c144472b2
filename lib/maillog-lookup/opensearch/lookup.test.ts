// The look-up against a stand-in over real HTTP: two mappings (lines as Filebeat and Logstash ship them, a document a
// delivery), answers as our own tables give them, and every way in which a cluster can fail.

import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { LogUnavailable } from '../unavailable';
import { clusterClient, type ClusterClient } from './http-client';
import { ClusterLookup } from './lookup';
import { startStandIn, type StandIn } from './testing/stand-in';
import type { ClusterAccess } from './types';
import type { FieldMap } from './words';

const T0 = Date.UTC(2026, 10, 20, 10);
const at = (seconds: number) => new Date(T0 + seconds * 1_000).toISOString();
const window = { from: T0 - 3_600_000, to: T0 + 3_600_000 };

/** Grok fields of a Postfix pattern, shipped by Filebeat. */
const lineFields: FieldMap = {
  time: '@timestamp',
  host: 'host.name',
  queueId: 'postfix.queueid',
  messageId: 'postfix.message-id',
  saslUser: 'postfix.sasl_username',
  clientIp: 'postfix.client_ip',
  clientPort: 'postfix.client_port',
  clientName: 'postfix.client_hostname',
  envelopeFrom: 'postfix.from',
  sizeBytes: 'postfix.size',
  recipients: 'postfix.nrcpt',
  recipient: 'postfix.to',
  status: 'postfix.status',
  relay: 'postfix.relay',
  uid: 'postfix.uid',
  originQueueId: 'postfix.orig_queueid',
  line: 'message',
};
const line = (
  seconds: number,
  queueid: string,
  rest: Record<string, unknown>,
  host = 'mail1.example.com',
) => ({
  '@timestamp': at(seconds),
  host: { name: host },
  message: `line ${seconds}`,
  postfix: { queueid, ...rest },
});
const oneMail = (queueid: string, login: string, seconds = 0, host = 'mail1.example.com') => [
  line(seconds, queueid, { client_ip: '203.0.113.7', client_port: 52_105, sasl_username: login }, host),
  line(seconds + 1, queueid, { 'message-id': `<${queueid}@pc>` }, host),
  line(seconds + 1, queueid, { from: login, size: 900, nrcpt: 3 }, host),
  line(
    seconds + 2,
    queueid,
    { to: 'a@example.net', status: 'sent', relay: 'mx.example.net[192.0.2.9]:25' },
    host,
  ),
  line(seconds + 3, queueid, { to: 'b@example.org', status: 'bounced', relay: 'none' }, host),
  line(seconds + 9, queueid, { to: 'c@example.net', status: 'deferred', relay: 'none' }, host),
];

let standIn: StandIn;
let client: ClusterClient;

const access = (fields: FieldMap, change: Partial<ClusterAccess> = {}): ClusterAccess => ({
  ...{ url: standIn.url, index: 'mail-*', shape: 'lines', auth: 'none', username: '', secret: '', caPem: '' },
  fields: fields as ClusterAccess['fields'],
  ...change,
});
const lookup = (
  fields = lineFields,
  change: Partial<ClusterAccess> = {},
  others: string[] = [],
): ClusterLookup => {
  const settings = access(fields, change);
  client = clusterClient(settings);
  return new ClusterLookup(client, settings, others);
};

beforeEach(async () => {
  standIn = await startStandIn([]);
  client = clusterClient(access(lineFields));
});
afterEach(async () => {
  client.close();
  await standIn.stop();
});

describe('documents that are lines', () => {
  it('a queue id brings the whole mail, with and without the domain of its host', async () => {
    standIn.documents = [...oneMail('4Q1', 'U@Example.com'), ...oneMail('4Q2', 'v@example.com')];
    const [whole, short, other] = await lookup().findByQueueId([
      { queueId: '4Q1', host: 'mail1.example.com', window },
      { queueId: '4Q1', host: 'mail1', window },
      { queueId: '4Q1', host: 'mail2.example.com', window },
    ]);
    expect(whole).toMatchObject([
      {
        ...{
          host: 'mail1.example.com',
          queueId: '4Q1',
          firstAt: T0,
          lastAt: T0 + 9_000,
          origin: 'submission',
        },
        ...{ saslUser: 'u@example.com', clientIp: '203.0.113.7', clientPort: 52_105, messageId: '4Q1@pc' },
        ...{
          envelopeFrom: 'u@example.com',
          sizeBytes: 900,
          recipients: 3,
          delivered: 1,
          bounced: 1,
          deferred: 1,
        },
        ...{ domains: { 'example.net': 1, 'example.org': 0 }, fate: 'mixed', isForward: false },
      },
    ]);
    expect(whole?.[0]?.lines).toContain('line 0');
    expect(short).toEqual(whole);
    expect(other).toEqual([]);
  });

  it('a Message-ID of two accounts brings both mails', async () => {
    const second = oneMail('4Q2', 'v@example.com', 5).map((one) => {
      return 'message-id' in one.postfix
        ? { ...one, postfix: { ...one.postfix, 'message-id': '<4Q1@pc>' } }
        : one;
    });
    standIn.documents = [...oneMail('4Q1', 'u@example.com'), ...second];
    const [found] = await lookup().findByMessageId([{ messageId: '4Q1@pc', window }]);
    expect(found?.map(({ saslUser }) => saslUser)).toEqual(['u@example.com', 'v@example.com']);
  });

  it('a client is found by address, port, time and recipient domain', async () => {
    standIn.documents = oneMail('4Q1', 'u@example.com');
    const ask = { clientIp: '203.0.113.7', clientPort: null, window, recipientDomain: null };
    const found = await lookup().findByClient([
      ask,
      { ...ask, clientPort: 52_105, recipientDomain: 'example.org' },
      { ...ask, clientPort: 1 },
      { ...ask, recipientDomain: 'example.edu' },
      { ...ask, clientIp: '203.0.113.8' },
      { ...ask, window: { from: T0 + 1_000, to: T0 + 2_000 } },
    ]);
    expect(found.map((mails) => mails.length)).toEqual([1, 1, 0, 0, 0, 0]);
  });

  it('a queue id that is used again is another mail, and only the one of the window is found', async () => {
    const later = 8 * 86_400;
    standIn.documents = [...oneMail('ABC', 'u@example.com'), ...oneMail('ABC', 'v@example.com', later)];
    const shifted = { from: window.from + later * 1_000, to: window.to + later * 1_000 };
    const found = await lookup().findByQueueId([
      { queueId: 'ABC', host: null, window },
      { queueId: 'ABC', host: null, window: shifted },
    ]);
    expect(found.map((mails) => mails.map(({ saslUser }) => saslUser))).toEqual([
      ['u@example.com'],
      ['v@example.com'],
    ]);
  });

  it('what came back from a content filter was sent by who gave it there', async () => {
    standIn.documents = [
      ...oneMail('4Q1', 'u@example.com'),
      line(4, '4Q9', { client_ip: '127.0.0.1', orig_queueid: '4Q1' }),
      line(5, '4Q9', { 'message-id': '<4Q1@pc>' }),
      line(6, '4Q9', { to: 'a@example.net', status: 'sent', relay: 'mx.example.net[192.0.2.9]:25' }),
    ];
    const [[found] = []] = await lookup().findByQueueId([{ queueId: '4Q9', host: null, window }]);
    expect(found).toMatchObject({ origin: 'submission', saslUser: 'u@example.com', originQueueId: '4Q1' });
  });

  it('what came from outside and left again is a forward, what stayed is none', async () => {
    const inbound = (queueid: string, relay: string) => [
      line(0, queueid, { client_ip: '192.0.2.200' }),
      line(1, queueid, { to: 'x@example.net', status: 'sent', relay }),
    ];
    standIn.documents = [
      ...inbound('F1', 'mx.example.net[192.0.2.9]:25'),
      ...inbound('F2', 'host[private/dovecot-lmtp]'),
    ];
    const found = await lookup().findByQueueId(
      ['F1', 'F2'].map((queueId) => ({ queueId, host: null, window })),
    );
    expect(found.flat().map(({ origin, isForward }) => [origin, isForward])).toEqual([
      ['inbound', true],
      ['inbound', false],
    ]);
  });

  it('volume, deliveries and history are those of the login alone', async () => {
    standIn.documents = [
      ...Array.from({ length: 450 }, (_, i) => oneMail(`Q${i}`, 'u@example.com', i)).flat(),
      ...oneMail('X1', 'v@example.com'),
    ];
    const asked = lookup();
    expect(await asked.volumeOf(['u@example.com', 'nobody@example.com'], window)).toEqual([
      { login: 'u@example.com', messages: 450, recipients: 1_350, delivered: 450, bounced: 450 },
      { login: 'nobody@example.com', messages: 0, recipients: 0, delivered: 0, bounced: 0 },
    ]);
    const senders = ['v@example.com', 'nobody@example.com'].map(
      (login) => ({ kind: 'login', login }) as const,
    );
    expect(await asked.deliveredTo(['EXAMPLE.net'], senders, window)).toEqual([1, 0]);
    const [days] = await asked.historyOf([{ sender: { kind: 'login', login: 'v@example.com' }, window }]);
    expect(days).toMatchObject([
      {
        day: '2026-11-20',
        hours: [{ at: T0, messages: 1, recipients: 3, delivered: 1, bounced: 1, firstAt: T0 }],
        places: [{ clientIp: '203.0.113.7', messages: 1, recipients: 3 }],
        domains: { 'example.net': 1, 'example.org': 0 },
      },
    ]);
  });

  it('a site is asked for by uid and host', async () => {
    standIn.documents = [
      line(0, 'W1', { uid: 10_017 }, 'web3.example.com'),
      line(
        1,
        'W1',
        { to: 'a@example.net', status: 'sent', relay: 'mx.example.net[192.0.2.9]:25' },
        'web3.example.com',
      ),
      line(0, 'W2', { uid: 10_017 }, 'web4.example.com'),
    ];
    const sender = { kind: 'local', host: 'web3.example.com', user: '10017' } as const;
    const [days] = await lookup().historyOf([{ sender, window }]);
    expect(days?.[0]?.hours).toMatchObject([{ messages: 1 }]);
    expect(await lookup().deliveredTo(['example.net'], [sender], window)).toEqual([1]);
  });

  it('a batch of 250 questions makes three requests, and the lines of what was found one more', async () => {
    standIn.documents = oneMail('Q7', 'u@example.com');
    await lookup().findByQueueId(
      Array.from({ length: 250 }, (_, i) => ({ queueId: `Q${i}`, host: null, window })),
    );
    expect(standIn.asked.map(({ searches }) => searches)).toEqual([100, 100, 50, 1]);
  });

  it('each host with its first and last line; those of our own tables are left to them', async () => {
    standIn.documents = [
      ...oneMail('4Q1', 'u@example.com'),
      ...oneMail('4Q2', 'v@example.com', 60, 'mail2.example.com'),
    ];
    expect(await lookup().coverage()).toEqual([
      { host: 'mail1.example.com', from: T0, to: T0 + 9_000 },
      { host: 'mail2.example.com', from: T0 + 60_000, to: T0 + 69_000 },
    ]);
    const others = lookup(lineFields, {}, ['mail1']);
    expect((await others.coverage()).map(({ host }) => host)).toEqual(['mail2.example.com']);
    expect(await others.findByQueueId([{ queueId: '4Q1', host: null, window }])).toEqual([[]]);
  });
});

it('documents that are mails, with flat dotted names and several recipients', async () => {
  const fields: FieldMap = {
    ...{ time: 'ts', host: 'mta', queueId: 'qid', messageId: 'mid', saslUser: 'auth', clientIp: 'ip' },
    ...{ recipient: 'rcpt.address', status: 'result' },
  };
  standIn.documents = [
    {
      ...{
        ts: T0,
        mta: 'Mail1',
        qid: 'A1',
        mid: 'x@pc',
        auth: 'u@example.com',
        ip: '203.0.113.7',
        result: 'delivered',
      },
      'rcpt.address': ['a@example.net', 'b@example.net'],
    },
  ];
  const [[mail] = []] = await lookup(fields, { shape: 'mails' }).findByMessageId([
    { messageId: 'x@pc', window },
  ]);
  expect(mail).toMatchObject({
    host: 'mail1',
    recipients: 2,
    delivered: 2,
    domains: { 'example.net': 2 },
    fate: 'sent',
  });
  expect(mail?.lines[0]).toContain('saslUser=u@example.com');
  expect(standIn.asked).toHaveLength(1);
});

describe('access', () => {
  test.each([
    [{ auth: 'none' as const }, undefined],
    [
      { auth: 'basic' as const, username: 'desk', secret: 'pä:ss' },
      `Basic ${Buffer.from('desk:pä:ss').toString('base64')}`,
    ],
    [{ auth: 'api-key' as const, secret: 'a2V5' }, 'ApiKey a2V5'],
  ])('%o', async (change, authorization) => {
    await lookup(lineFields, change).coverage();
    expect(standIn.asked[0]?.authorization).toBe(authorization);
  });
});

describe('what is no answer is not silence', () => {
  const code = async () => {
    const question = { queueId: '4Q1', host: null, window };
    const error: unknown = await lookup(lineFields, { auth: 'basic', username: 'u', secret: 'geheim' })
      .findByQueueId([question, question])
      .catch((problem: unknown) => problem);
    if (!(error instanceof LogUnavailable)) throw new Error(`answered: ${String(error)}`);
    expect(error.message).not.toContain('geheim');
    return error.code;
  };
  test.each([
    [{ status: 401, body: '{}' }, 'sign-in-refused'],
    [{ status: 403, body: '{}' }, 'sign-in-refused'],
    [{ status: 302, body: '' }, 'refused'],
    [{ status: 503, body: '{"error":{"reason":"all shards failed"}}' }, 'refused'],
    [{ status: 200, body: '<html>' }, 'not-json'],
    [{ status: 200, body: '{"responses":[]}' }, 'not-json'],
    ['one-search-fails' as const, 'refused'],
  ])('%o', async (trouble, expected) => {
    standIn.trouble = trouble;
    expect(await code()).toBe(expected);
  });
  it('nobody listens', async () => {
    await standIn.stop();
    expect(await code()).toBe('unreachable');
  });
  it('an index by another name', async () => {
    await expect(lookup(lineFields, { index: 'other' }).coverage()).rejects.toMatchObject({
      code: 'no-index',
    });
    const question = { queueId: '4Q1', host: null, window };
    await expect(lookup(lineFields, { index: 'other' }).findByQueueId([question])).rejects.toMatchObject({
      code: 'no-index',
    });
  });
});

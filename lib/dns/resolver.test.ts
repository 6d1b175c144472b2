// The resolver against a name server of the test on loopback: the configured server is asked, absence and outage are told
// apart, and the sample provider has no outside.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isAbsence } from './cached-txt';
import { txtResolver, useTxtResolver } from './resolver';

const settings = { SAMPLE_PROVIDER: false, DNS_SERVERS: [] as string[] };
vi.mock('@/lib/env', () => ({ env: () => settings }));

let server: Socket;
let questions = 0;

/** Answers `found.example` with one TXT record, everything else with NXDOMAIN (RFC 1035 §4.1). */
function answerTo(query: Buffer): Buffer {
  const end = query.indexOf(0, 12) + 5;
  const question = query.subarray(12, end);
  const isFound = question.toString('latin1').includes('found');
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(isFound ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(isFound ? 1 : 0, 6);
  const strings = Buffer.from('\x08v=DKIM1;\x05 p=AA', 'latin1');
  const record = Buffer.from([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 60, 0, strings.length]);
  return Buffer.concat([header, question, ...(isFound ? [record, strings] : [])]);
}

beforeEach(async () => {
  questions = 0;
  server = createSocket('udp4');
  server.on('message', (query, from) => {
    questions += 1;
    server.send(answerTo(query), from.port, from.address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  settings.SAMPLE_PROVIDER = false;
  settings.DNS_SERVERS = [`127.0.0.1:${server.address().port}`];
  useTxtResolver(undefined);
});
afterEach(() => {
  useTxtResolver(undefined);
  server.close();
});

const failureOf = (name: string): Promise<unknown> =>
  txtResolver()(name).then(
    () => null,
    (error: unknown) => error,
  );

it('asks the configured server, once for the same name', async () => {
  expect(await txtResolver()('found.example')).toEqual([['v=DKIM1;', ' p=AA']]);
  expect(await txtResolver()('found.example')).toEqual([['v=DKIM1;', ' p=AA']]);
  expect(questions).toBe(1);
});

it('says that a name does not exist', async () => {
  const error = await failureOf('missing.example');
  expect(isAbsence(error)).toBe(true);
});

it('says that nobody answered, within its patience', async () => {
  server.removeAllListeners('message');
  const started = Date.now();
  const error = await failureOf('found.example');
  expect(error).toBeInstanceOf(Error);
  expect(isAbsence(error)).toBe(false);
  expect(Date.now() - started).toBeLessThan(9_000);
});

it('asks nobody in the world of the sample provider', async () => {
  settings.SAMPLE_PROVIDER = true;
  expect(await failureOf('found.example')).toMatchObject({ code: 'ECONNREFUSED' });
  expect(questions).toBe(0);
});

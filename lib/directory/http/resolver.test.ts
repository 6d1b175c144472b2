// The HTTP resolver against a real server on loopback: what is sent, what each answer means, what is refused.

import { createServer as createTlsServer } from 'node:https';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '@/lib/mailbox/testing/certificate';
import { DirectoryFault, type ResolverQuestion } from '../types';
import type { SettingField } from '../types';
import { openHttpDirectory, testHttpDirectory } from './open';
import { abusehqFields, checkAbusehqSettings, checkHttpSettings, httpFields } from './settings';

/** A form as it comes, signed in by nobody, with these fields filled in. */
function filled(kind: 'http' | 'abusehq', settings: object) {
  const fields: readonly SettingField[] = kind === 'http' ? httpFields : abusehqFields;
  const initial = fields.filter(({ type }) => type !== 'secret').map(({ name, initial }) => [name, initial]);
  return { ...Object.fromEntries(initial), auth: 'none', ...settings };
}

interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const question: ResolverQuestion = {
  login: 'info@kunde.example',
  clientIp: '203.0.113.7',
  clientPort: 52105,
  at: new Date('2026-11-22T01:00:00Z'),
};
const never = new AbortController().signal;
const customer = {
  number: 4711,
  name: 'Tischlerei Brandt',
  contacts: [{ kind: 'phone', value: '+49 30 5550101' }],
  language: 'de',
  tone: 'sie',
  resellerNumber: 'R-9',
  customerSince: '2019-04-01',
};

let server: Server | undefined;
let asked: Asked[] = [];

async function serve(
  answer: (request: Asked, response: ServerResponse) => void,
  tls?: { cert: Buffer; key: Buffer },
): Promise<string> {
  asked = [];
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      asked.push(one);
      answer(one, response);
    });
  };
  const started: Server = tls === undefined ? createServer(handle) : createTlsServer(tls, handle);
  server = started;
  await new Promise<void>((done) => started.listen(0, '127.0.0.1', done));
  return `${tls === undefined ? 'http' : 'https'}://crm.example.com:${(started.address() as AddressInfo).port}/resolve?tenant=1`;
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (_: Asked, response: ServerResponse) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(body === undefined ? '' : JSON.stringify(body));

const loopback = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
const allowed = { allowedHosts: ['crm.example.com'], lookUp: loopback };

async function ask(
  kind: 'http' | 'abusehq',
  settings: object,
  options: Parameters<typeof openHttpDirectory>[3] = allowed,
) {
  const directory = openHttpDirectory(kind, filled(kind, settings), 'geheim', options);
  try {
    return await directory.resolve(question, never);
  } catch (error) {
    if (error instanceof DirectoryFault) return error.code;
    throw error;
  } finally {
    await directory.close();
  }
}

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server === undefined ? done(null) : server.close(done)));
  server = undefined;
});

describe('our own contract', () => {
  it('posts the question as JSON and reads account and customer', async () => {
    const url = await serve(json(200, { account: { login: 'User@Kunde.example', active: true }, customer }));
    const found = await ask('http', { url, auth: 'bearer' });
    expect(asked).toMatchObject([{ method: 'POST', url: '/resolve?tenant=1' }]);
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer geheim' });
    expect(asked[0]?.headers['host']).toMatch(/^crm\.example\.com:/);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      login: 'info@kunde.example',
      clientIp: '203.0.113.7',
      clientPort: 52105,
      time: '2026-11-22T01:00:00.000Z',
    });
    expect(found).toEqual({
      account: {
        kind: 'mailbox',
        login: 'user@kunde.example',
        customerNumber: '4711',
        active: true,
        createdAt: null,
      },
      customer: {
        number: '4711',
        name: 'Tischlerei Brandt',
        contract: null,
        contacts: [{ kind: 'phone', value: '+49 30 5550101', origin: 'contacts[0]' }],
        language: 'de',
        tone: 'sie',
        resellerNumber: 'R-9',
        isReseller: null,
        askFirst: null,
        declaredBulkSender: null,
        customerSince: '2019-04-01',
      },
    });
  });

  it('asks by GET beside the parameters that the address has already, and signs in by name', async () => {
    const url = await serve(json(404, undefined));
    expect(await ask('http', { url, method: 'GET', auth: 'basic', username: 'desk' })).toBeNull();
    const query = new URL(asked[0]?.url ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      tenant: '1',
      login: 'info@kunde.example',
      clientIp: '203.0.113.7',
      clientPort: '52105',
      time: '2026-11-22T01:00:00.000Z',
    });
    expect(asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from('desk:geheim').toString('base64')}`);
  });

  it('says what is wrong with an answer, and takes nothing of it', async () => {
    const answers: [unknown, string][] = [
      [{ customer }, 'wrong-answer'],
      [{ account: { login: 'a b@kunde.example' } }, 'wrong-answer'],
      [{ account: { login: 'a@kunde.example' }, customer: { ...customer, tone: 'ihr' } }, 'wrong-answer'],
      ['x'.repeat(300_000), 'too-large'],
    ];
    for (const [body, code] of answers) {
      expect(await ask('http', { url: await serve(json(200, body)) })).toBe(code);
      server?.closeAllConnections();
      server?.close();
    }
    const url = await serve((_, response) => response.writeHead(200).end('<html>'));
    expect(await ask('http', { url })).toBe('no-json');
  });

  it('follows no redirect, and tells a refusal from a crowd from a crash', async () => {
    const codes = new Map([
      [302, 'redirected'],
      [401, 'sign-in-refused'],
      [429, 'busy'],
      [503, 'busy'],
      [500, 'unexpected-status'],
    ]);
    for (const [status, code] of codes) {
      const url = await serve(json(status, {}, { location: 'http://127.0.0.1:1/' }));
      expect(await ask('http', { url })).toBe(code);
      expect(asked).toHaveLength(1);
      server?.closeAllConnections();
      server?.close();
    }
  });

  it('gives up on a server that never answers, or dribbles, when it is told to', async () => {
    const url = await serve((_, response) => response.writeHead(200).write('{'));
    const directory = openHttpDirectory('http', filled('http', { url }), null, allowed);
    const stop = new AbortController();
    const answer = directory.resolve(question, stop.signal);
    await expect.poll(() => asked.length).toBe(1);
    stop.abort();
    await expect(answer).rejects.toMatchObject({ code: 'timed-out' });
    await directory.close();
  });
});

describe('where a resolver may be', () => {
  it('goes nowhere inside a network unless the configuration names the host', async () => {
    const url = await serve(json(404, undefined));
    const inside = [
      '127.0.0.1',
      '10.1.2.3',
      '169.254.169.254',
      '::1',
      '::ffff:10.0.0.1',
      'fd00::1',
      '64:ff9b::a00:1',
    ];
    for (const address of inside) {
      const lookUp = () => Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
      expect(await ask('http', { url }, { allowedHosts: ['other.example.com'], lookUp })).toBe(
        'address-refused',
      );
    }
    const both = () =>
      Promise.resolve([
        { address: '192.0.2.80', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    expect(await ask('http', { url }, { allowedHosts: [], lookUp: both })).toBe('address-refused');
    expect(
      await ask('http', { url: url.replace('crm.example.com', '127.0.0.1') }, { allowedHosts: [] }),
    ).toBe('address-refused');
    expect(await ask('http', { url: url.replace('crm.example.com', '[::1]') }, { allowedHosts: [] })).toBe(
      'address-refused',
    );
    expect(asked).toEqual([]);
    expect(await ask('http', { url }, { allowedHosts: ['.example.com'], lookUp: loopback })).toBeNull();
  });

  it('sends nothing unencrypted over the Internet', async () => {
    const lookUp = () => Promise.resolve([{ address: '192.0.2.80', family: 4 }]);
    const url = 'http://crm.example.com/resolve';
    expect(await ask('http', { url }, { allowedHosts: ['crm.example.com'], lookUp })).toBe('unencrypted');
  });

  it('looks the name up once and stays with that address', async () => {
    const url = await serve(json(404, undefined));
    let looks = 0;
    const lookUp = () =>
      Promise.resolve([{ address: looks++ === 0 ? '127.0.0.1' : '127.0.0.66', family: 4 }]);
    const directory = openHttpDirectory('http', filled('http', { url }), null, { ...allowed, lookUp });
    await directory.resolve(question, never);
    await directory.resolve(question, never);
    await directory.close();
    expect([looks, asked.length]).toEqual([1, 2]);
  });

  it('believes a certificate of the authority that it was told, and no other', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'resolver-'));
    const { certFile, keyFile, caPem } = makeCertificate(join(dir, 'tls'));
    const url = await serve(json(404, undefined), {
      cert: readFileSync(certFile),
      key: readFileSync(keyFile),
    });
    const atLocalhost = url.replace('crm.example.com', 'localhost');
    const options = { allowedHosts: ['localhost', 'crm.example.com'], lookUp: loopback };
    expect(await ask('http', { url: atLocalhost, caPem }, options)).toBeNull();
    expect(await ask('http', { url: atLocalhost }, options)).toBe('tls-failed');
    expect(await ask('http', { url, caPem }, options)).toBe('tls-failed');
    rmSync(dir, { recursive: true });
  });
});

describe('a resolver made for AbuseHQ', () => {
  it('gets the chosen fields under its own names', async () => {
    const url = await serve(json(200, {}));
    const parameters = 'address = login\nwhen = time\n src=ip ';
    expect(await ask('abusehq', { url, parameters })).toBeNull();
    expect(asked[0]?.method).toBe('GET');
    const query = new URL(asked[0]?.url ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      tenant: '1',
      address: 'info@kunde.example',
      when: '2026-11-22T01:00:00.000Z',
      src: '203.0.113.7',
    });
    await ask('abusehq', { url, parameters, method: 'POST' });
    expect(asked[1]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(new URLSearchParams(asked[1]?.body).get('address')).toBe('info@kunde.example');
  });

  it('reads subscriber, contract and what it can use of the free data', async () => {
    const resolver_data = {
      name: 'Brandt',
      invoice_mail: 'rechnung@brandt.example',
      phone: '030 5550101',
      tone: 7,
    };
    const url = await serve(json(200, { subscriber_id: 4711, contract_id: 'DSL-7', resolver_data }));
    expect(await ask('abusehq', { url })).toMatchObject({
      account: { login: 'info@kunde.example', customerNumber: '4711' },
      customer: {
        number: '4711',
        contract: 'DSL-7',
        name: 'Brandt',
        tone: null,
        contacts: [
          { kind: 'email', value: 'rechnung@brandt.example', origin: 'invoice_mail' },
          { kind: 'phone', value: '030 5550101', origin: 'phone' },
        ],
      },
    });
  });

  it('takes the header, and without a subscriber the event is unresolved', async () => {
    const header = { 'X-AbuseHQ-Resolve': '4711;DSL-7' };
    expect(await ask('abusehq', { url: await serve(json(200, undefined, header)) })).toMatchObject({
      customer: { number: '4711', contract: 'DSL-7' },
    });
    server?.closeAllConnections();
    server?.close();
    const url = await serve(json(200, { contract_id: 'DSL-7' }));
    expect(await ask('abusehq', { url })).toBeNull();
  });
});

describe('the connection test', () => {
  it('names each step, and ends where one fails', async () => {
    const url = await serve(json(200, { account: { login: 'info@kunde.example' }, customer }));
    const test = (settings: object, options = allowed) =>
      testHttpDirectory('http', filled('http', { url, ...settings }), null, question, options);
    const { steps, sample } = await test({});
    expect(steps.map(({ code, ok }) => [code, ok])).toEqual([
      ['resolve', true],
      ['ask', true],
      ['known-login', true],
    ]);
    expect(sample).toMatchObject({
      customers: [{ number: '4711', name: 'Tischlerei Brandt' }],
      accounts: [{ login: 'info@kunde.example' }],
    });
    const refused = await test({}, { ...allowed, allowedHosts: [] });
    const detail = { fault: 'address-refused', host: 'crm.example.com', address: '127.0.0.1' };
    expect(refused.steps).toEqual([{ code: 'resolve', ok: false, detail }]);
    const unset = await test({ auth: 'basic', username: 'desk' });
    expect(unset.steps.at(-1)).toMatchObject({ code: 'ask', ok: false, detail: { fault: 'secret-missing' } });
  });
});

describe('the settings', () => {
  it('are checked before anything is asked', () => {
    const url = 'https://crm.example.com/resolve';
    expect(checkHttpSettings(filled('http', { url }))).toEqual({});
    expect(
      checkHttpSettings(
        filled('http', {
          url: 'ftp://crm.example.com/',
          auth: 'basic',
          caPem: 'x',
          keepHours: 0,
          keepUnknownMinutes: 1.5,
        }),
      ),
    ).toEqual({
      url: 'not-a-url',
      username: 'required',
      caPem: 'not-a-certificate',
      keepHours: 'out-of-range',
      keepUnknownMinutes: 'out-of-range',
    });
    expect(checkHttpSettings(filled('http', { url: 'https://a:b@crm.example.com/' }))).toEqual({
      url: 'secret-in-url',
    });
    expect(checkAbusehqSettings(filled('abusehq', { url }))).toEqual({});
    for (const parameters of ['', 'email', 'email = password', 'a = login\na = ip', 'a b = login'])
      expect(checkAbusehqSettings(filled('abusehq', { url, parameters }))).toEqual({
        parameters: 'not-assignments',
      });
  });
});

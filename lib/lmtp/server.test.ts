// The server over real sockets, with a store that the tests hold in their hands.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { LMTP_LIMITS } from './limits';
import { LmtpServer } from './server';
import { freeSocketFile } from './socket-file';
import { openLmtp, type LmtpClient } from './testing/client';
import type { LmtpOptions } from './types';

const mail = (text: string) => `Subject: ${text}\r\n\r\nText\r\n`;
const open: { stop(): Promise<void> }[] = [];
const clients: LmtpClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(open.splice(0).map((server) => server.stop()));
});

async function serve(options: Partial<LmtpOptions> = {}) {
  const stored: string[] = [];
  const take = (mails: Buffer[]) => {
    stored.push(...mails.map(String));
    return Promise.resolve([...mails]);
  };
  const server = new LmtpServer({ name: 'desk.example', allow: [], take, ...options });
  const port = await server.listen({ kind: 'tcp', host: '127.0.0.1', port: 0 });
  open.push(server);
  const dial = async () => {
    const client = await openLmtp(port ?? 0);
    clients.push(client);
    return client;
  };
  return { server, port, stored, dial };
}

describe('a conversation', () => {
  it('announces size, pipelining and status codes, and nothing that is not offered', async () => {
    const { dial } = await serve();
    const client = await dial();
    expect(client.greeting).toMatch(/^220 desk\.example LMTP/);
    const features = await client.say('LHLO client.example');
    expect(features).toContain(`SIZE ${35 * 1024 * 1024}`);
    expect(features).toContain('PIPELINING');
    expect(features).toContain('ENHANCEDSTATUSCODES');
    expect(features).not.toMatch(/AUTH|STARTTLS/);
    expect(await client.say('AUTH PLAIN AGFubmEAc2VjcmV0')).toMatch(/^5/);
  });

  it('takes a mail once as each of what its recipients say', async () => {
    const taken: string[] = [];
    const { dial } = await serve({
      laneOf: (recipient) => (recipient === 'trap@own-loop.invalid' ? 'trap' : 'desk'),
      take: (mails, lane) => (taken.push(...mails.map(() => lane)), Promise.resolve([...mails])),
    });
    const client = await dial();
    const raw = Buffer.from('Subject: x\r\n\r\ntext\r\n');
    const recipients = ['a@example.com', 'trap@own-loop.invalid', 'b@example.com'];
    expect(await client.deliver(raw, recipients)).toHaveLength(3);
    expect(taken.sort()).toEqual(['desk', 'trap']);
    expect(await client.deliver(raw, ['trap@own-loop.invalid'])).toEqual([expect.stringMatching(/^250 /)]);
    expect(taken.sort()).toEqual(['desk', 'trap', 'trap']);
  });

  it('stores the mail as it was sent, dots and 8-bit octets included', async () => {
    const seen: Buffer[] = [];
    const { dial } = await serve({ take: (mails) => (seen.push(...mails), Promise.resolve([...mails])) });
    const raw = Buffer.concat([
      Buffer.from('Subject: x\r\n\r\n.\r\n..\r\n.leading\r\n'),
      Buffer.from([0xfc, 0xff, 0x00, 0x0d, 0x0a]),
    ]);
    expect(await (await dial()).deliver(raw)).toEqual([expect.stringMatching(/^250 /)]);
    expect(seen.map((bytes) => bytes.toString('hex'))).toEqual([raw.toString('hex')]);
  });

  it('answers once for each recipient, the same one twice included (RFC 2033 §4.2), and stores once', async () => {
    const { dial, stored } = await serve();
    const client = await dial();
    const recipients = ['a@example.com', 'A@example.com', 'a@example.com', 'b@example.com'];
    const answers = await client.deliver(mail('four'), recipients);
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['250', '250', '250', '250']);
    expect(stored).toHaveLength(1);
    expect(await client.say('NOOP')).toMatch(/^250/);
  });

  it('takes several mails over one connection, and a bounce without a sender', async () => {
    const { dial, stored } = await serve();
    const client = await dial();
    await client.deliver(mail('one'));
    expect(await client.say('MAIL FROM:<>')).toMatch(/^250/);
    await client.say('RCPT TO:<desk@example.com>');
    await client.sendData(mail('two'));
    expect(await client.reply()).toMatch(/^250/);
    expect(stored).toEqual([mail('one'), mail('two')]);
  });
});

describe('storing', () => {
  it('is acknowledged only after it happened', async () => {
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { dial } = await serve({ take: async (mails) => (await held, [...mails]) });
    const client = await dial();
    await client.begin();
    await client.sendData(mail('held'));
    let answer = '';
    const waiting = client.reply().then((text) => (answer = text));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(answer).toBe('');
    release();
    await waiting;
    expect(answer).toMatch(/^250/);
  });

  it('that fails or hangs is answered 451 for every recipient, and the next mail has its own chance', async () => {
    let calls = 0;
    const { dial } = await serve({
      storeMs: 200,
      take: (mails) => {
        calls += 1;
        if (calls === 1) return Promise.reject(new Error('no database'));
        return calls === 2 ? new Promise(() => undefined) : Promise.resolve([...mails]);
      },
    });
    const client = await dial();
    const recipients = ['a@example.com', 'b@example.com'];
    const first = await client.deliver(mail('refused'), recipients);
    expect(first.map((answer) => answer.slice(0, 3))).toEqual(['451', '451']);
    expect(await client.deliver(mail('hanging'))).toEqual([expect.stringMatching(/^451 4/)]);
  });

  it('of mails in flight shares calls', async () => {
    const groups: number[] = [];
    const { dial } = await serve({
      take: async (mails) => {
        groups.push(mails.length);
        await new Promise((resolve) => setTimeout(resolve, 50));
        return [...mails];
      },
    });
    const many = await Promise.all(Array.from({ length: 20 }, dial));
    await Promise.all(many.map((client) => client.begin()));
    const answers = await Promise.all(
      many.map(async (client, number) => {
        await client.sendData(mail(`mail ${number}`));
        return client.reply();
      }),
    );
    expect(answers.every((answer) => answer.startsWith('250'))).toBe(true);
    expect(groups.reduce((sum, size) => sum + size, 0)).toBe(20);
    expect(groups.length).toBeLessThan(10);
  });
});

describe('limits', () => {
  it('refuse a mail whose announced size is too large before it is sent', async () => {
    const { dial } = await serve();
    const client = await dial();
    await client.say('LHLO client.example');
    expect(await client.say(`MAIL FROM:<a@example.net> SIZE=${35 * 1024 * 1024 + 1}`)).toMatch(
      /^552 5\.3\.4/,
    );
  });

  it('refuse a mail that grows too large, for every recipient, and go on', async () => {
    const { dial, stored } = await serve();
    const client = await dial();
    const huge = Buffer.alloc(LMTP_LIMITS.mailBytes + 10, 'abcdefgh\r\n');
    const answers = await client.deliver(huge, ['a@example.com', 'a@example.com']);
    expect(answers).toEqual([expect.stringMatching(/^552 5\.3\.4/), expect.stringMatching(/^552 5\.3\.4/)]);
    expect(await client.deliver(mail('small'))).toEqual([expect.stringMatching(/^250/)]);
    expect(stored).toEqual([mail('small')]);
  });

  it('defer recipients beyond a hundred', async () => {
    const { dial } = await serve();
    const client = await dial();
    const hundred = Array.from({ length: 100 }, (_, index) => `user${index}@example.com`);
    expect(await client.begin(hundred)).toMatch(/^250/);
    expect(await client.say('RCPT TO:<more@example.com>')).toMatch(/^452/);
  });

  it('end a client that falls silent, within a mail too, and store nothing of it', async () => {
    const { dial, stored } = await serve({ idleMs: 300 });
    const [idle, halfway] = await Promise.all([dial(), dial()]);
    await halfway.begin();
    await halfway.say('DATA');
    halfway.socket.write('Subject: half');
    const ended = (client: LmtpClient) => new Promise((resolve) => client.socket.once('close', resolve));
    await Promise.all([ended(idle), ended(halfway)]);
    expect(stored).toEqual([]);
  });

  it('tell a client too many to come back', async () => {
    const { dial } = await serve({ clients: 2 });
    await Promise.all([dial(), dial()]);
    expect((await dial()).greeting).toMatch(/^421/);
  });
});

describe('stopping', () => {
  it('lets a mail in flight end, says goodbye to the idle and takes nobody new', async () => {
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { server, dial, port } = await serve({ take: async (mails) => (await held, [...mails]) });
    const [idle, busy] = await Promise.all([dial(), dial()]);
    await busy.begin();
    await busy.sendData(mail('last'));
    const stopped = server.stop();
    expect(await idle.reply()).toMatch(/^421/);
    await expect(openLmtp(port ?? 0)).rejects.toThrow();
    release();
    expect(await busy.reply()).toMatch(/^250/);
    expect(await busy.reply()).toMatch(/^421/);
    await stopped;
    open.length = 0;
  });
});

describe('a socket file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'meldestelle-lmtp-'));
  const path = join(directory, 'lmtp.sock');

  it('takes mail, and one left behind by a killed server is no obstacle', async () => {
    const killed = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', killed]);
    expect(existsSync(path)).toBe(true);
    await freeSocketFile(path);
    const stored: string[] = [];
    const server = new LmtpServer({
      name: 'desk.example',
      allow: [],
      take: (mails) => (stored.push(...mails.map(String)), Promise.resolve([...mails])),
    });
    await server.listen({ kind: 'unix', path });
    await freeSocketFile(path);
    const client = await openLmtp(path);
    expect(await client.deliver(mail('by file'))).toEqual([expect.stringMatching(/^250/)]);
    client.close();
    await server.stop();
    rmSync(directory, { recursive: true });
    expect(stored).toEqual([mail('by file')]);
  });
});

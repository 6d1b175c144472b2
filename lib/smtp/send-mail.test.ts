// A server that ends the conversation at every point of it, over real connections.

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sendMail } from './send-mail';
import type { SmtpSettings } from './types';

const mime = Buffer.from('From: a@example.com\r\nSubject: Spam\r\n\r\nHallo\r\n.Punkt am Anfang\r\n');
const mail = { envelopeFrom: 'bounce+1@example.com', to: 'erika@example.net', mime };
let server: Server;
afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

type Step = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'dot';

/** At `at` it says `reply`, or, where that is null, goes without a word. */
async function serverThat(at: Step | null, reply: string | null, taken: string[]): Promise<SmtpSettings> {
  const sockets = new Set<Socket>();
  server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    let isData = false;
    const say = (step: Step, usual: string): void => {
      if (step !== at) socket.write(`${usual}\r\n`);
      else if (reply === null) socket.destroy();
      else socket.write(`${reply}\r\n`);
    };
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      for (;;) {
        const mark = isData ? '\r\n.\r\n' : '\r\n';
        const end = text.indexOf(mark);
        if (end < 0) return;
        const line = text.slice(0, end);
        text = text.slice(end + mark.length);
        if (isData) {
          isData = false;
          if (at !== 'dot' || reply === null) taken.push(line);
          say('dot', '250 2.0.0 queued as 4711');
        } else if (line.startsWith('EHLO')) say('EHLO', '250 mx.example.net');
        else if (line.startsWith('MAIL')) say('MAIL', '250 ok');
        else if (line.startsWith('RCPT')) say('RCPT', '250 ok');
        else if (line.startsWith('DATA')) {
          isData = at !== 'DATA';
          say('DATA', '354 go on');
        } else socket.write('221 bye\r\n');
      }
    });
    say('greeting', '220 mx.example.net ESMTP');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { host: '127.0.0.1', port, security: 'none', username: null, password: null, caPem: null };
}

describe('a mail', () => {
  it('is taken as it was rendered, dots and all', async () => {
    const taken: string[] = [];
    const outcome = await sendMail(await serverThat(null, null, taken), mail);
    expect(outcome).toMatchObject({ kind: 'accepted', response: expect.stringContaining('4711') as string });
    expect(taken[0]?.replaceAll('\r\n..', '\r\n.')).toBe(mime.toString().replace(/\r\n$/, ''));
  });

  it.each(['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA'] as const)(
    'of which the server has nothing when it goes at %s is not reached',
    async (step) => {
      const taken: string[] = [];
      expect(await sendMail(await serverThat(step, null, taken), mail)).toMatchObject({
        kind: 'not-reached',
      });
      expect(taken).toHaveLength(0);
    },
  );

  it('whose taking nobody confirmed is ambiguous: this server has it', async () => {
    const taken: string[] = [];
    expect(await sendMail(await serverThat('dot', null, taken), mail)).toMatchObject({ kind: 'ambiguous' });
    expect(taken).toHaveLength(1);
  });

  it.each([
    ['RCPT', '550 5.1.1 no such user', 'permanent'],
    ['RCPT', '451 4.7.1 greylisted', 'temporary'],
    ['MAIL', '452 4.3.1 full', 'temporary'],
    ['DATA', '554 5.7.1 no', 'permanent'],
    ['dot', '552 5.3.4 too big', 'permanent'],
    ['dot', '451 4.3.0 later', 'temporary'],
    ['dot', '421 4.3.2 going down', 'temporary'],
    ['greeting', '421 busy', 'temporary'],
    ['greeting', '554 go away', 'permanent'],
  ] as const)('answered at %s by %s is %s', async (step, reply, kind) => {
    const outcome = await sendMail(await serverThat(step, reply, []), mail);
    expect(outcome).toMatchObject({ kind, response: expect.stringContaining(reply.slice(0, 3)) as string });
  });

  it('ends however busily a server says next to nothing', async () => {
    let timer: NodeJS.Timeout | undefined;
    const settings = await serverThat('EHLO', '250-wait', []);
    server.on('connection', (socket) => {
      timer = setInterval(() => socket.write('250-wait\r\n'), 20);
    });
    const began = Date.now();
    const outcome = await sendMail(settings, mail, 300);
    clearInterval(timer);
    expect(outcome).toMatchObject({ kind: 'not-reached', response: 'no end after 0.3 seconds' });
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  it('to a port where nobody listens is not reached', async () => {
    const settings = await serverThat(null, null, []);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(await sendMail(settings, mail)).toMatchObject({ kind: 'not-reached' });
    server = createServer().listen(0);
  });
});

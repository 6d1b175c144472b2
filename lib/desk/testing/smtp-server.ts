// A real SMTP server for tests of sending: keeps what it got, and refuses, or goes silent after the dot, when told to.

import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import type { SmtpSettings } from '@/lib/smtp/types';

export interface TestServer {
  settings: SmtpSettings;
  received: { from: string; to: string; mime: string }[];
  /** What the server does at the recipient and after the dot; null: as usual. `silent`: it has the mail, and hangs up. */
  atRecipient: number | null;
  afterDot: 'silent' | number | (() => void) | null;
  close(): Promise<void>;
}

/** Starts one on a free port of loopback. */
export async function startSmtpServer(): Promise<TestServer> {
  const refusal = (responseCode: number) => Object.assign(new Error('no'), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, callback) => callback(one.atRecipient === null ? null : refusal(one.atRecipient)),
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (typeof one.afterDot === 'number') return callback(refusal(one.afterDot));
        const { mailFrom, rcptTo } = session.envelope;
        one.received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo[0]?.address ?? '',
          mime: Buffer.concat(chunks).toString('latin1'),
        });
        if (one.afterDot === 'silent')
          server.connections.forEach((connection) =>
            (connection as unknown as { _socket: { destroy(): void } })._socket.destroy(),
          );
        if (typeof one.afterDot === 'function') one.afterDot();
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const one: TestServer = {
    settings: { host: '127.0.0.1', port, security: 'none', username: null, password: null, caPem: null },
    received: [],
    atRecipient: null,
    afterDot: null,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return one;
}

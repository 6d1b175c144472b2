// A dialogue with an SMTP server, line by line: enough to ask whether a recipient would be taken, never to send a mail.
// Sources: RFC 5321 (replies, §4.2), RFC 3207 (STARTTLS), RFC 4954 (AUTH), Postfix XCLIENT_README.

import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ConnectorFault } from '@/lib/containment/types';

export interface SmtpReply {
  code: number;
  /** Its lines without code and hyphen. */
  lines: string[];
}

/** More than this is no reply. */
const MOST_BYTES = 64 * 1024;

export class SmtpDialogue {
  #socket: Socket;
  #text = '';
  #waiting: { resolve: (reply: SmtpReply) => void; reject: (error: Error) => void } | null = null;
  #broken: Error | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#attach();
  }

  /** Connects and reads the greeting. Rejects with a `failed` ConnectorFault where nobody answers. */
  static async open(
    host: string,
    port: number,
    signal: AbortSignal,
  ): Promise<{ smtp: SmtpDialogue; greeting: SmtpReply }> {
    const socket = connect({ host, port });
    const smtp = new SmtpDialogue(socket);
    signal.addEventListener('abort', () => socket.destroy(new Error('no answer in time')), { once: true });
    const greeting = await smtp.#reply();
    return { smtp, greeting };
  }

  /** Sends one command and answers with the reply. */
  async ask(command: string): Promise<SmtpReply> {
    if (/[\r\n]/.test(command)) throw new Error('a command is one line');
    const reply = this.#reply();
    this.#socket.write(`${command}\r\n`);
    return reply;
  }

  /** After STARTTLS was answered with 220. */
  async secure(host: string, ca: string | undefined): Promise<void> {
    this.#socket.removeAllListeners();
    const plain = this.#socket;
    const secured = connectTls({ socket: plain, servername: host, ...(ca === undefined ? {} : { ca }) });
    await new Promise<void>((resolve, reject) => {
      secured.once('secureConnect', resolve);
      secured.once('error', reject);
    });
    this.#socket = secured;
    this.#attach();
  }

  close(): void {
    this.#socket.end('QUIT\r\n');
  }

  #attach(): void {
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the server ended the connection')));
  }

  #reply(): Promise<SmtpReply> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      if (this.#broken) this.#fail(this.#broken);
      else this.#settle();
    });
  }

  #take(chunk: Buffer): void {
    this.#text += chunk.toString('latin1');
    if (this.#text.length > MOST_BYTES) this.#socket.destroy(new Error('a reply without an end'));
    else this.#settle();
  }

  #settle(): void {
    if (this.#waiting === null) return;
    const lines: string[] = [];
    let start = 0;
    for (;;) {
      const end = this.#text.indexOf('\n', start);
      if (end < 0) return;
      const line = this.#text.slice(start, end).replace(/\r$/, '');
      start = end + 1;
      lines.push(line.slice(4));
      if (line[3] === '-') continue;
      this.#text = this.#text.slice(start);
      const { resolve } = this.#waiting;
      this.#waiting = null;
      resolve({ code: Number(line.slice(0, 3)), lines });
      return;
    }
  }

  #fail(error: Error): void {
    this.#broken ??= error;
    this.#waiting?.reject(new ConnectorFault('failed', 'unreachable', { reason: this.#broken.message }));
    this.#waiting = null;
  }
}

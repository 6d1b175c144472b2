// An LMTP client for tests, spoken by hand over a socket, so that nothing of the server's package tests itself.

import { connect, type Socket } from 'node:net';

export interface LmtpClient {
  socket: Socket;
  /** Sends a line and returns the reply to it, all of its lines joined. */
  say(line: string): Promise<string>;
  /** The next reply; rejects where the connection ends before. */
  reply(): Promise<string>;
  /** LHLO to RCPT; the last reply. */
  begin(recipients?: string[]): Promise<string>;
  /** A whole mail to these recipients; the replies after the final dot, one for each. */
  deliver(mail: Buffer | string, recipients?: string[]): Promise<string[]>;
  /** Sends DATA and the mail with its final dot, and does not wait. */
  sendData(mail: Buffer | string): Promise<void>;
  close(): void;
}

/** Connects to a port of loopback or a socket file and takes the greeting. */
export async function openLmtp(place: number | string): Promise<LmtpClient & { greeting: string }> {
  const socket = typeof place === 'number' ? connect(place, '127.0.0.1') : connect(place);
  socket.setNoDelay(true);
  const replies = new Replies(socket);
  const greeting = await replies.next();
  const reply = () => replies.next();
  const say = (line: string) => {
    socket.write(`${line}\r\n`);
    return reply();
  };
  const begin = async (recipients = ['desk@example.com']) => {
    await say('LHLO client.example');
    let last = await say('MAIL FROM:<fbl@example.net>');
    for (const recipient of recipients) last = await say(`RCPT TO:<${recipient}>`);
    return last;
  };
  const sendData = async (mail: Buffer | string) => {
    await say('DATA');
    socket.write(stuff(mail));
    socket.write('.\r\n');
  };
  const deliver = async (mail: Buffer | string, recipients = ['desk@example.com']) => {
    await begin(recipients);
    await sendData(mail);
    const answers: string[] = [];
    for (const _ of recipients) answers.push(await reply());
    return answers;
  };
  return { socket, greeting, say, reply, begin, deliver, sendData, close: () => socket.destroy() };
}

/** Dots at the beginning of lines are doubled (RFC 5321 §4.5.2); the mail must end with CRLF. */
function stuff(mail: Buffer | string): Buffer {
  const text = Buffer.from(mail).toString('latin1');
  return Buffer.from(text.replace(/(^|\r\n)\./g, '$1..'), 'latin1');
}

class Replies {
  private text = '';
  private ready: string[] = [];
  private waiting: { resolve(reply: string): void; reject(error: Error): void }[] = [];
  private isOver = false;

  constructor(socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.read(chunk.toString()));
    socket.on('error', () => this.end());
    socket.on('close', () => this.end());
  }

  next(): Promise<string> {
    const reply = this.ready.shift();
    if (reply !== undefined) return Promise.resolve(reply);
    if (this.isOver) return Promise.reject(new Error('the connection is closed'));
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  private read(text: string): void {
    this.text += text;
    for (;;) {
      const match = /^((?:\d{3}-.*\r\n)*\d{3}(?: .*)?)\r\n/.exec(this.text);
      if (match?.[1] === undefined) return;
      this.text = this.text.slice(match[0].length);
      const taker = this.waiting.shift();
      if (taker) taker.resolve(match[1]);
      else this.ready.push(match[1]);
    }
  }

  private end(): void {
    this.isOver = true;
    for (const { reject } of this.waiting.splice(0)) reject(new Error('the connection is closed'));
  }
}

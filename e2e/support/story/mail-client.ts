// What people do with their mail programs in the story: sign in and send, look into a mailbox, answer.

import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { z } from 'zod';
import type { MailServer } from '@/lib/connectors/testing/mail-server';

export interface Refusal {
  code: number;
  text: string;
}

/** A session at a mail server that stays open; null in place of a refusal means that the server took it. */
export interface Session {
  send(from: string, to: string, mail: string | Buffer): Promise<Refusal | null>;
  close(): void;
}

/** Opens a session, signed in where `login` is given. Throws a `Refusal` where the server refuses the password. */
export async function openSession(
  port: number,
  login: { user: string; pass: string } | null,
): Promise<Session> {
  const smtp = new SMTPConnection({ host: '127.0.0.1', port, ignoreTLS: true, name: 'pc7.example.net' });
  // Errors of a command come back with it; what the connection itself meets fails the next command.
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => smtp.connect(() => resolve()));
  if (login !== null) {
    const refusal = await answer((back) => smtp.login({ credentials: login }, back));
    if (refusal !== null) throw new RefusedError(refusal);
  }
  return {
    async send(from, to, mail) {
      const refusal = await answer((back) => smtp.send({ from, to: [to] }, mail, back));
      if (refusal !== null) await answer((back) => smtp.reset(back));
      return refusal;
    },
    close: () => smtp.quit(),
  };
}

/** The server refused the sign-in. */
export class RefusedError extends Error {
  constructor(readonly refusal: Refusal) {
    super(`${refusal.code} ${refusal.text}`);
  }
}

function answer(
  ask: (back: (error: SMTPConnection.SMTPError | null) => void) => void,
): Promise<Refusal | null> {
  return new Promise((resolve, reject) => {
    ask((error) => {
      if (!error) resolve(null);
      else if (error.responseCode === undefined) reject(error);
      else resolve({ code: error.responseCode, text: error.response ?? error.message });
    });
  });
}

/** The code with which IMAP answers a sign-in: `OK` or `NO`. */
export function signInImap(port: number, user: string, password: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 10_000 });
    let text = '';
    socket.on('error', reject);
    socket.on('timeout', () => socket.destroy(new Error(`no answer to a sign-in at IMAP: ${text}`)));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /^a (\w+)/m.exec(text)?.[1];
      if (found === undefined) return;
      socket.destroy();
      resolve(found);
    });
    socket.write(`a LOGIN ${user} ${password}\r\n`);
  });
}

/** All mail of a Maildir that nobody has read yet, as it was delivered. */
export function mailsIn(maildir: string): string[] {
  const folder = join(maildir, 'new');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'latin1'));
}

const QUEUED = z.object({
  queue_name: z.string(),
  forced_expire: z.boolean(),
  sender: z.string(),
  recipients: z.array(z.object({ address: z.string() })),
});

/** What lies in the queue, as `QUEUE SENDER DOMAIN` each; `return` where Postfix sends it back at its next attempt. */
export function queueOf({ configDirectory }: MailServer): string[] {
  const { stdout } = spawnSync('postqueue', ['-c', configDirectory, '-j'], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => QUEUED.parse(JSON.parse(line)))
    .map(({ queue_name: queue, forced_expire: isReturned, sender, recipients }) =>
      [isReturned ? 'return' : queue, sender, ...recipients.map(({ address }) => address.split('@')[1])].join(
        ' ',
      ),
    );
}

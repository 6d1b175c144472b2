// A case with a customer, a notice that went to them, and their answer to it: what tests of answering begin with; and an
// agent who keeps and sends, with a clock and a mail server.

import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import type { TestDatabase } from '@/lib/db/testing';
import { noticeMessageId } from '@/lib/notices/tokens';
import type { DraftText } from '@/lib/replies/draft-store';
import { listReplies } from '@/lib/replies/queries';
import { sendMail } from '@/lib/smtp/send-mail';
import { keepAnswer } from '../keep-answer';
import { sendAnswer } from '../send-answer';
import { sendDueNotice } from '../send-due-notice';
import { arfMail } from './arf';
import { drain, prepareDesk, storeMails } from './desk';
import { versionOf } from './measures';

export const login = 'erika@example.com';
export const contact = 'privat@example.net';
export const nextContact = 'zweite@example.org';
export const noticeToken = 'c0ffee00'.repeat(4);
const key = Buffer.from('a7'.repeat(32), 'hex');

export interface AnsweredCase {
  caseId: number;
  number: string;
  /** Of the notice, without brackets. */
  noticeId: string;
  anna: number;
  ben: number;
}

/** Prepares it; SECRET_KEY has to be 64 times `a7`. */
export async function prepareAnswered(db: TestDatabase): Promise<AnsweredCase> {
  await prepareDesk(db, ['loop.example']);
  const [customer] = await db.sql<{ id: number }[]>`
    INSERT INTO customer (number, name) VALUES ('K-7', 'Erika Muster') RETURNING id`;
  const customerId = customer?.id ?? 0;
  await db.sql`INSERT INTO account (login, domain, customer_id) VALUES (${login}, 'example.com', ${customerId})`;
  await db.sql`
    INSERT INTO customer_contact (customer_id, kind, value, origin, position) VALUES
      (${customerId}, 'email', ${contact}, 'x', 1), (${customerId}, 'email', ${nextContact}, 'x', 2)`;
  const users = await db.sql<{ id: number }[]>`
    INSERT INTO app_user (login, name) VALUES ('anna', 'Anna'), ('ben', 'Ben') RETURNING id`;
  await storeMails(
    db,
    Array.from({ length: 60 }, (_, serial) => ({
      raw: arfMail({ loop: 'loop.example', sender: login, serial }),
    })),
  );
  await drain();
  const [row] = await db.sql<{ id: number; number: string }[]>`
    UPDATE "case" SET state = 'waiting_for_customer' RETURNING id, number`;
  if (row === undefined) throw new Error('the complaints opened no case');
  const noticeId = noticeMessageId(row.id, 'a1b2c3d4a1b2c3d4', 'example.com', key);
  await db.sql`
    INSERT INTO notice (case_id, kind, action, to_address, language, tone, subject, body, mime, message_id, reply_token,
      envelope_from, state, accepted_at, created_at)
    VALUES (${row.id}, 'mailbox-locked', 'mailbox-locked', ${contact}, 'de', 'sie', 'Spam', 'Text', '', ${noticeId},
      ${noticeToken}, 'bounce@example.com', 'accepted', now() - interval '2 hours', now() - interval '2 hours')`;
  await receive(db, customerMail({ References: `<${noticeId}>`, 'In-Reply-To': `<${noticeId}>` }));
  return { caseId: row.id, number: row.number, noticeId, anna: users[0]?.id ?? 0, ben: users[1]?.id ?? 0 };
}

/** A mail of the customer's. */
export function customerMail(
  fields: Record<string, string> = {},
  body = 'Der Rechner ist gescannt.\r\nWie geht es weiter?',
): Buffer {
  const all = {
    From: `Erika <${contact}>`,
    To: `abuse+${noticeToken}@example.com`,
    Subject: 'AW: Spam',
    'Message-ID': '<k1@example.net>',
    ...fields,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${head.join('\r\n')}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`);
}

/** Takes the mails in. */
export async function receive(db: TestDatabase, ...raws: Buffer[]): Promise<void> {
  await storeMails(
    db,
    raws.map((raw) => ({ raw })),
  );
  await drain();
}

/** Somebody at the desk of an answered case; time passes only where a test says so. */
export class Desk {
  #clock = Date.now();
  constructor(
    readonly db: TestDatabase,
    readonly at: AnsweredCase,
    readonly replyId: number,
  ) {}

  static async open(db: TestDatabase): Promise<Desk> {
    const at = await prepareAnswered(db);
    return new Desk(db, at, (await listReplies(at.caseId))[0]?.id ?? 0);
  }

  now = (): Date => new Date(this.#clock);

  draft(more: Partial<DraftText> = {}): DraftText {
    return {
      replyId: this.replyId,
      to: null,
      voice: { language: 'de', tone: 'sie' },
      text: 'Guten Tag,\n\nbitte ändern Sie jetzt das Passwort.',
      quotes: true,
      ...more,
    };
  }

  async keep(more: Partial<DraftText> = {}, userId = this.at.anna) {
    const kept = await keepAnswer({ number: this.at.number, draft: this.draft(more) }, userId, this.now());
    if (!kept.ok) throw new Error(kept.code);
    return kept.data;
  }

  /** Keeps it and sends what was shown. */
  async send(more: Partial<DraftText> = {}, userId = this.at.anna) {
    const { preview } = await this.keep(more, userId);
    const version = await versionOf(this.db, this.at.caseId);
    const input = { caseId: this.at.caseId, version, userId, digest: preview.digest };
    return sendAnswer({ ...input, draft: this.draft(more) }, this.now());
  }

  /** What a mail server gets of all that is due eleven seconds later. */
  async leave(): Promise<{ from: string; to: string; mime: Buffer }[]> {
    this.#clock += 11_000;
    const received: { from: string; to: string; mime: Buffer }[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, { envelope }, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          received.push({ from, to: envelope.rcptTo[0]?.address ?? '', mime: Buffer.concat(chunks) });
          callback();
        });
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const address = server.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const settings = {
      host: '127.0.0.1',
      port,
      security: 'none',
      username: null,
      password: null,
      caPem: null,
    } as const;
    while (await sendDueNotice({ now: this.now, send: (mail) => sendMail(settings, mail) }));
    await new Promise<void>((resolve) => server.close(() => resolve()));
    return received;
  }

  async state(): Promise<{ state: string; attention: boolean } | undefined> {
    const [row] = await this.db.sql<
      { state: string; attention: boolean }[]
    >`SELECT state, attention FROM "case"`;
    return row;
  }

  file(name = 'anleitung.pdf', size = 5) {
    return {
      number: this.at.number,
      file: { name, contentType: 'application/pdf', content: Buffer.alloc(size, 'x') },
    };
  }
}

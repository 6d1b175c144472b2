// A case with a customer, a notice that went to them, and their answer to it: what tests of answering begin with.

import type { TestDatabase } from '@/lib/db/testing';
import { noticeMessageId } from '@/lib/notices/tokens';
import { arfMail } from './arf';
import { drain, prepareDesk, storeMails } from './desk';

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

// A desk with a newsletter: two customers, an account each, and complaints about list mail.

import type { TestDatabase } from '@/lib/db/testing';
import { arfMail, type ArfOptions } from './arf';
import { drain, prepareDesk, storeMails } from './desk';
import { settleSuppressions } from '../settle-suppressions';

export const LOOP = 'loop.example';
export const SENDER = 'brief@example.com';
export const LIST = 'rundbrief.example.com';

export interface NewsletterDesk {
  customerId: number;
  otherId: number;
}

/** Prepares it; SECRET_KEY has to be set. The loop's terms allow nothing beyond tokens. */
export async function prepareNewsletter(db: TestDatabase): Promise<NewsletterDesk> {
  await prepareDesk(db, [LOOP]);
  const customers = await db.sql<{ id: number }[]>`
    INSERT INTO customer (number, name) VALUES ('K-7', 'Verein Muster'), ('K-8', 'Laden Muster') RETURNING id`;
  const [customerId = 0, otherId = 0] = customers.map(({ id }) => id);
  await db.sql`
    INSERT INTO account (login, domain, customer_id) VALUES (${SENDER}, 'example.com', ${customerId}),
      ('laden@example.com', 'example.com', ${otherId})`;
  return { customerId, otherId };
}

let serial = 0;

/** Fields that a program for list mail writes; `id` is its own id of the recipient. */
export function listFields(id: string | null = '4711'): string[] {
  const link =
    id === null ? 'https://www.example.com/abmelden' : `https://www.example.com/abmelden?uid=${id}`;
  return [`List-Id: Rundbrief <${LIST}>`, `List-Unsubscribe: <${link}>`];
}

/** A complaint about list mail; everything can be said otherwise. */
export function complaint(more: Partial<ArfOptions> & { receivedAt?: Date } = {}): {
  raw: Buffer;
  receivedAt: Date;
} {
  serial += 1;
  const { receivedAt = new Date(), ...options } = more;
  const whole = { loop: LOOP, sender: SENDER, serial, fields: listFields(), sentAt: receivedAt, ...options };
  return { raw: arfMail(whole), receivedAt };
}

/** Takes the mails in and settles what they say. */
export async function take(
  db: TestDatabase,
  ...mails: { raw: Buffer; receivedAt: Date }[]
): Promise<number[]> {
  const ids = await storeMails(db, mails);
  await drain();
  await settleSuppressions();
  return ids;
}

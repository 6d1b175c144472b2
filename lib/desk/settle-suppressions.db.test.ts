// From a complaint about list mail to an entry of its sender's suppression list, and back.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { forgetDeskContext } from './desk-context';
import { drain } from './testing/desk';
import { settleSuppressions } from './settle-suppressions';
import {
  complaint,
  LIST,
  listFields,
  prepareNewsletter,
  take,
  type NewsletterDesk,
} from './testing/suppression';

process.env['SECRET_KEY'] ??= '7'.repeat(64);

let db: TestDatabase;
let desk: NewsletterDesk;

beforeEach(async () => {
  db = await freshDatabase();
  desk = await prepareNewsletter(db);
});
afterEach(() => db.drop());

interface Entry {
  customer: number;
  list: string;
  token: string;
  complaints: number;
  by: string | null;
  recipient: string | null;
  change: number;
}
const entries = () => db.sql<Entry[]>`
  SELECT customer_id AS customer, list_id AS list, token, complaints, ended_by AS by, recipient_id AS recipient, change
  FROM suppression_entry ORDER BY id`;
const counts = () => db.sql<{ active: number; ended: number; change: number }[]>`
  SELECT active, ended, change FROM suppression_list ORDER BY customer_id`;
const minutes = (n: number) => new Date(Date.now() - 3_600_000 + n * 60_000);

describe('a complaint about list mail', () => {
  it('becomes an entry of the sender’s customer, once for each complainant and list', async () => {
    await take(
      db,
      complaint({ complainant: 'erika@example.org', receivedAt: minutes(1) }),
      complaint({ complainant: 'Erika@example.org', receivedAt: minutes(2) }),
      complaint({ complainant: 'max@example.org', fields: listFields('4712') }),
    );
    expect(await entries()).toMatchObject([
      { customer: desk.customerId, list: LIST, complaints: 2, by: null, recipient: '4711' },
      { customer: desk.customerId, list: LIST, complaints: 1, by: null, recipient: '4712' },
    ]);
    expect(await counts()).toEqual([{ active: 2, ended: 0, change: 2 }]);
  });

  it('gives one customer the same token for a person always, and the next customer another', async () => {
    const complainant = 'erika@example.org';
    await take(
      db,
      complaint({ complainant }),
      complaint({ complainant, fields: ['List-Id: <zwei.example.com>'] }),
    );
    await take(db, complaint({ complainant, sender: 'laden@example.com' }));
    const [one, two, other] = await entries();
    expect(two?.token).toBe(one?.token);
    expect([other?.customer, other?.token === one?.token]).toEqual([desk.otherId, false]);
  });

  it.each<[string, Parameters<typeof complaint>[0]]>([
    ['is no list mail', { fields: [] }],
    ['comes from nobody who is known', { loop: null }],
    ['is of a type that no person sent', { feedbackType: 'auth-failure' }],
    ['is about a sender that anybody can write', { hop: 'none', sourceIp: '203.0.113.9' }],
    ['names nobody at all', { complainant: null, fields: listFields(null) }],
  ])('that %s puts nobody on a list', async (_, how) => {
    await take(db, complaint(how));
    expect(await entries()).toEqual([]);
  });

  it('of a trap is kept from the sender, who would only leave out the trap', async () => {
    await db.sql`UPDATE feedback_loop SET default_kind = 'trap'`;
    forgetDeskContext();
    await take(db, complaint());
    expect(await entries()).toEqual([]);
  });

  it('without a list’s fields counts where the customer declared bulk mail', async () => {
    await db.sql`UPDATE customer SET declared_bulk_sender = true WHERE id = ${desk.customerId}`;
    await take(db, complaint({ fields: [] }), complaint({ fields: [], sender: 'laden@example.com' }));
    expect(await entries()).toMatchObject([{ customer: desk.customerId, list: '', recipient: null }]);
  });

  it('waits until it is known whose account it is', async () => {
    await db.sql`UPDATE account SET customer_id = NULL`;
    await take(db, complaint());
    expect(await entries()).toEqual([]);
    await db.sql`UPDATE account SET customer_id = ${desk.otherId}`;
    await settleSuppressions();
    expect(await entries()).toMatchObject([{ customer: desk.otherId }]);
    expect(await settleSuppressions()).toBe(0);
  });
});

describe('an entry', () => {
  const complainant = 'erika@example.org';
  const no = (n: number) => complaint({ complainant, receivedAt: minutes(n) });
  const yes = (n: number, fields?: string[]) =>
    complaint({
      complainant,
      feedbackType: 'not-spam',
      receivedAt: minutes(n),
      ...(fields ? { fields } : {}),
    });

  it('is taken back by not-spam, stays in the history, and comes back with the next complaint', async () => {
    await take(db, no(1));
    await take(db, yes(2));
    expect(await entries()).toMatchObject([{ by: 'not-spam', change: 2 }]);
    expect(await counts()).toEqual([{ active: 0, ended: 1, change: 2 }]);
    await take(db, no(3));
    expect(await entries()).toMatchObject([{ by: null, complaints: 2, change: 3 }]);
    expect(await counts()).toEqual([{ active: 1, ended: 0, change: 3 }]);
  });

  it('comes to the same whatever order its mails are read in', async () => {
    await take(db, yes(2));
    expect(await counts()).toEqual([]);
    await take(db, no(1));
    expect(await entries()).toMatchObject([{ by: 'not-spam' }]);
    await take(db, yes(0));
    expect(await entries()).toMatchObject([{ by: 'not-spam', change: 1 }]);
  });

  it('is taken back on every list by a not-spam that names none, and on no other list by one that names its own', async () => {
    const other = ['List-Id: <zwei.example.com>'];
    await take(db, no(1), complaint({ complainant, receivedAt: minutes(1), fields: other }));
    await take(db, yes(2, other));
    expect(await entries()).toMatchObject([
      { list: LIST, by: null },
      { list: 'zwei.example.com', by: 'not-spam' },
    ]);
    await take(db, yes(3, []));
    expect((await entries()).map(({ by }) => by)).toEqual(['not-spam', 'not-spam']);
  });

  it('is not taken back by a stranger', async () => {
    await take(db, no(1));
    await take(db, complaint({ complainant: 'max@example.org', feedbackType: 'not-spam' }));
    await take(db, complaint({ complainant, loop: null, feedbackType: 'not-spam' }));
    expect(await entries()).toMatchObject([{ by: null }]);
  });

  it('stays as it is through a replay, and goes when its complaint does', async () => {
    const [id] = await take(db, no(1));
    const again = async () => {
      await db.sql`UPDATE raw_message SET state = 'received', attempts = 0, claimed_until = NULL WHERE id = ${id ?? 0}`;
      await drain();
      await settleSuppressions();
    };
    await again();
    expect(await entries()).toMatchObject([{ by: null, complaints: 1, change: 1 }]);
    expect(await db.sql`SELECT 1 FROM suppression_ground`).toHaveLength(1);
    await db.sql`UPDATE feedback_loop SET default_kind = 'trap'`;
    forgetDeskContext();
    await again();
    expect(await entries()).toMatchObject([{ by: 'complaint-gone', complaints: 0, change: 2 }]);
    expect(await counts()).toEqual([{ active: 0, ended: 1, change: 2 }]);
  });
});

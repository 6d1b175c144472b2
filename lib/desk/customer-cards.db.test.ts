// The customer card from real rows, and the snapshot that a case keeps of it.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSnapshot } from '@/lib/cases/snapshot-store';
import { cardDifferences, contractPartner } from '@/lib/customers/customer-card';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { customerCards } from './customer-cards';
import { snapshotLateCustomers } from './snapshot-customers';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;
const loop = 'loop-a.example.net';

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
  await db.sql`
    INSERT INTO directory_source (id, name, kind, last_read_at) VALUES (1, 'Verzeichnis', 'csv', '2026-11-22T01:00:00Z')`;
  await db.sql`
    INSERT INTO customer (id, number, name, contract, reseller_id, is_reseller, ask_first, tone, customer_since, source_id) VALUES
      (1, 'R-1', 'Großhandel', 'R', NULL, true, false, NULL, NULL, 1),
      (2, 'R-2', 'Agentur', 'R', 1, true, false, NULL, NULL, 1),
      (3, 'K-3', 'Brandt', 'Hosting M', 2, false, true, 'sie', '2019-04-01', 1),
      (4, 'K-4', 'Nachbar', NULL, NULL, false, false, NULL, NULL, 1)`;
  await db.sql`
    INSERT INTO account (id, login, domain, customer_id, source_id) VALUES
      (1, 'anna@example.com', 'example.com', 3, 1), (2, 'chef@brandt.example', 'brandt.example', 3, 1),
      (3, 'nachbar@example.com', 'example.com', 4, 1)`;
  await db.sql`INSERT INTO account_alias (address, target, source_id) VALUES ('info@example.com', 'anna@example.com', 1)`;
  await db.sql`
    INSERT INTO customer_contact (customer_id, kind, value, origin, position) VALUES
      (3, 'email', 'info@example.com', 'contact_email', 0), (3, 'email', 'neu@brandt.example', 'contact_email', 1),
      (3, 'email', 'nachbar@example.com', 'contact_email', 2), (3, 'phone', '030 5550101', 'phone', 3),
      (1, 'email', 'abuse@gross.example', 'contact_email', 0)`;
});
afterEach(() => db.drop());

async function cardOf(id: number) {
  const card = (await customerCards(db.sql, [id])).get(id);
  if (card === undefined) throw new Error('no card');
  return card;
}

describe('the customer card', () => {
  it('has everything that the directory says, with the chain of resellers to our contract partner', async () => {
    const card = await cardOf(3);
    expect(card).toMatchObject({
      number: 'K-3',
      name: 'Brandt',
      contract: 'Hosting M',
      tone: 'sie',
      askFirst: true,
      declaredBulkSender: false,
      customerSince: '2019-04-01',
      goneAt: null,
      source: { name: 'Verzeichnis', kind: 'csv', readAt: '2026-11-22T01:00:00.000Z' },
    });
    expect(card.contacts.map(({ value, unusable, because }) => [value, unusable, because])).toEqual([
      ['nachbar@example.com', null, null],
      ['info@example.com', 'own-mailbox', 'anna@example.com'],
      ['neu@brandt.example', 'own-domain', 'brandt.example'],
      ['030 5550101', null, null],
    ]);
    expect(card.resellers.map(({ number }) => number)).toEqual(['R-2', 'R-1']);
    expect(contractPartner(card)).toMatchObject({
      number: 'R-1',
      contacts: [{ value: 'abuse@gross.example' }],
    });
  });

  it('ends a chain of resellers that comes back to itself', async () => {
    await db.sql`UPDATE customer SET reseller_id = 3 WHERE id = 1`;
    expect((await cardOf(3)).resellers.map(({ number }) => number)).toEqual(['R-2', 'R-1']);
    await db.sql`UPDATE customer SET reseller_id = 2 WHERE id = 1`;
    expect((await cardOf(3)).resellers.map(({ number }) => number)).toEqual(['R-2', 'R-1']);
  });
});

const complain = (login: string, from: number) =>
  storeMails(
    db,
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({ raw: arfMail({ loop, sender: login, serial: from + n }) })),
  );
const caseIdOf = async (accountId: number): Promise<number> => {
  const [row] = await db.sql<
    { id: number }[]
  >`SELECT id FROM "case" WHERE account_id = ${accountId} AND is_open`;
  return row?.id ?? 0;
};

describe('the snapshot of a case', () => {
  it('is taken when it is opened, and stays whatever the directory says later', async () => {
    await complain('anna@example.com', 0);
    await drain();
    const snapshot = await loadSnapshot(db.sql, await caseIdOf(1));
    expect(snapshot?.card).toEqual(await cardOf(3));
    await db.sql`UPDATE customer SET name = 'Brandt GmbH', ask_first = false WHERE id = 3`;
    await db.sql`DELETE FROM customer_contact WHERE kind = 'phone'`;
    expect(await snapshotLateCustomers()).toBe(0);
    const kept = await loadSnapshot(db.sql, await caseIdOf(1));
    expect(kept).toEqual(snapshot);
    expect(cardDifferences(kept!.card, await cardOf(3))).toEqual([
      { field: 'name', then: 'Brandt', now: 'Brandt GmbH' },
      { field: 'phone', then: '030 5550101', now: '' },
      { field: 'askFirst', then: 'true', now: 'false' },
    ]);
  });

  it('makes a mailbox in a case no contact, then and for others', async () => {
    await complain('nachbar@example.com', 20);
    await drain();
    expect((await cardOf(3)).contacts.find(({ value }) => value === 'nachbar@example.com')).toMatchObject({
      unusable: 'account-in-case',
      because: expect.stringMatching(/^AD-/) as string,
    });
  });

  it('comes as soon as the customer is known, and the case is found by the name', async () => {
    await db.sql`UPDATE account SET customer_id = NULL WHERE id = 1`;
    await complain('anna@example.com', 40);
    await drain();
    const caseId = await caseIdOf(1);
    expect(caseId).toBeGreaterThan(0);
    expect(await loadSnapshot(db.sql, caseId)).toBeNull();
    await db.sql`UPDATE account SET customer_id = 3 WHERE id = 1`;
    const now = new Date('2026-11-23T00:00:00Z');
    expect(await snapshotLateCustomers(() => now)).toBe(1);
    expect(await loadSnapshot(db.sql, caseId)).toMatchObject({
      takenAt: now.toISOString(),
      card: { number: 'K-3' },
    });
    const [row] = await db.sql`SELECT search_text FROM "case" WHERE id = ${caseId}`;
    expect(row?.['search_text']).toContain('k-3 brandt');
  });
});

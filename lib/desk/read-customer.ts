// What a page says of the customer behind an account: today's card, what the case kept, and, where nobody is known, who
// has been asked.

import { loadSnapshot } from '@/lib/cases/snapshot-store';
import type { AccountKind } from '@/lib/attribution/types';
import { cardDifferences } from '@/lib/customers/customer-card';
import { customersOfAccounts } from '@/lib/customers/card-queries';
import type { CardDifference, CustomerCard, CustomerSnapshot } from '@/lib/customers/types';
import { sql } from '@/lib/db/sql';
import { hasDirectory, listResolverStates, type ResolverState } from '@/lib/directory/answer-queries';
import { countSuppressions } from '@/lib/suppression/queries';
import { customerCards } from './customer-cards';

export interface CustomerView {
  /** Today's; null where no customer is known. */
  card: CustomerCard | null;
  /** Of a case; null where nobody was known when it was opened, or for an account. */
  snapshot: CustomerSnapshot | null;
  differences: CardDifference[];
  resolvers: ResolverState[];
  hasDirectory: boolean;
  /** How many people the customer's list mail is not to reach again; null where there is no list. */
  suppression: { customerId: number; active: number } | null;
}

/** The customer behind an account, and behind its case where one is named. */
export async function readCustomer(
  account: { id: number; kind: AccountKind; login: string },
  caseId: number | null = null,
): Promise<CustomerView> {
  const db = sql();
  const customerId = (await customersOfAccounts(db, [account.id])).get(account.id);
  const [cards, snapshot, resolvers, isConnected, suppression] = await Promise.all([
    customerCards(db, customerId === undefined ? [] : [customerId]),
    caseId === null ? null : loadSnapshot(db, caseId),
    customerId === undefined ? listResolverStates(account) : [],
    hasDirectory(),
    customerId === undefined ? null : countSuppressions(customerId),
  ]);
  const card = cards.get(customerId ?? 0) ?? null;
  const differences = card === null || snapshot === null ? [] : cardDifferences(snapshot.card, card);
  return { card, snapshot, differences, resolvers, hasDirectory: isConnected, suppression };
}

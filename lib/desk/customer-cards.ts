// The customer cards of any number of customers, in six statements: rows with their resellers, contacts, aliases of the
// contacts, the mailboxes they end at, the domains they lie in, and which of them refused mail for good.

import type { FollowAlias } from '@/lib/attribution/types';
import {
  loadCardRows,
  loadContacts,
  loadMailboxes,
  loadRefusals,
  loadSoleDomains,
  soleDomainKey,
  type CardRow,
} from '@/lib/customers/card-queries';
import type { CardReseller, CustomerCard } from '@/lib/customers/types';
import { judgeContacts, type ContactFacts, type KnownContact } from '@/lib/customers/usable-contact';
import type { Sql, Tx } from '@/lib/db/sql';
import { loadAliasFacts } from '@/lib/directory/alias-queries';
import { aliasesBy } from '@/lib/directory/resolve-alias';
import { domainOf } from '@/lib/mime/domain-names';

/** The cards of the customers with these ids, by id. */
export async function customerCards(
  db: Sql | Tx,
  ids: readonly number[],
): Promise<Map<number, CustomerCard>> {
  if (ids.length === 0) return new Map();
  const rows = await loadCardRows(db, ids);
  const contacts = await loadContacts(db, [...rows.keys()]);
  const facts = await contactFacts(db, contacts);
  const wanted = ids.flatMap((id) => rows.get(id) ?? []);
  return new Map(wanted.map((row) => [row.id, toCard(row, rows, contacts, facts)]));
}

function toCard(
  { id, chain, ...row }: CardRow,
  rows: ReadonlyMap<number, CardRow>,
  contacts: ReadonlyMap<number, KnownContact[]>,
  facts: ContactFacts,
): CustomerCard {
  const resellers: CardReseller[] = [];
  const seen = new Set([id]);
  for (const next of chain) {
    const reseller = rows.get(next);
    // A chain that comes back to itself ends where it does.
    if (reseller === undefined || seen.has(next)) break;
    seen.add(next);
    const judged = judgeContacts(contacts.get(next) ?? [], next, facts, 'reseller');
    resellers.push({ number: reseller.number, name: reseller.name, contacts: judged });
  }
  return { ...row, contacts: judgeContacts(contacts.get(id) ?? [], id, facts), resellers };
}

/** Every address that an alias ends at, whoever's; the desk's own accounts among them say whether it is ours. */
function endsOf(follow: FollowAlias, address: string): readonly string[] {
  const end = follow(address);
  switch (end.kind) {
    case 'itself':
      return [address];
    case 'account':
      return [end.login];
    case 'several':
      return end.logins;
    case 'outside':
      return end.targets;
  }
}

async function contactFacts(
  db: Sql | Tx,
  contacts: ReadonlyMap<number, KnownContact[]>,
): Promise<ContactFacts> {
  const addresses = [...contacts].flatMap(([customerId, known]) =>
    known.flatMap(({ kind, value }) => (kind === 'email' ? [{ customerId, value }] : [])),
  );
  const follow = aliasesBy(
    await loadAliasFacts(
      db,
      addresses.map(({ value }) => value),
    ),
    () => true,
  );
  const ends = new Map(addresses.map(({ value }) => [value, endsOf(follow, value)]));
  const mailboxes = await loadMailboxes(db, [...new Set([...ends.values()].flat())]);
  const pairs = addresses.flatMap(({ customerId, value }) => {
    const domain = domainOf(value);
    return domain === null ? [] : [{ domain, customerId }];
  });
  const sole = await loadSoleDomains(db, pairs);
  const refusals = await loadRefusals(
    db,
    addresses.map(({ value }) => value.toLowerCase()),
  );
  return {
    mailboxesOf: (address) => (ends.get(address) ?? []).flatMap((login) => mailboxes.get(login) ?? []),
    isDomainOf: (domain, customerId) => sole.has(soleDomainKey(domain, customerId)),
    refusalOf: (address) => refusals.get(address) ?? null,
  };
}

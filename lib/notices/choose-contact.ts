// Where a notice goes: to a contact outside what may be in strangers' hands, the one a person verified last first. Pure.

import type { CardContact, CustomerCard } from '@/lib/customers/types';
import type { NoticeContact, NoticeKind } from './types';

/**
 * All contacts that a notice of this kind may go to, the best first; none where the customer has to be called.
 * `tried`: addresses that did not take it.
 */
export function contactsFor(
  card: CustomerCard | null,
  kind: NoticeKind,
  login: string,
  tried: ReadonlySet<string> = new Set(),
): NoticeContact[] {
  if (card === null) return [];
  const usable = (contacts: readonly CardContact[], name: string, role: NoticeContact['role']) =>
    contacts
      .filter((one) => one.kind === 'email' && one.unusable === null)
      .filter(({ value }) => value.toLowerCase() !== login && !tried.has(value.toLowerCase()))
      .map(({ value, verifiedOn }): NoticeContact => ({ address: value, name, role, verifiedOn }));
  const resellers = card.resellers.flatMap((one) => usable(one.contacts, one.name, 'reseller'));
  return kind === 'reseller-copy' ? resellers : usable(card.contacts, card.name, 'customer');
}

/** The first telephone number, for whoever has to call. */
export function phoneOf(card: CustomerCard | null): string | null {
  return card?.contacts.find(({ kind }) => kind === 'phone')?.value ?? null;
}

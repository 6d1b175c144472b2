// Whom an answer may go to: the customer's contacts, their reseller's, and who wrote, with a word of caution where that
// address is none that we know. Pure. A token routes a mail here and proves nothing about who wrote it.

import type { CustomerCard, UnusableReason } from '@/lib/customers/types';
import { contactsFor } from './choose-contact';

export interface Recipient {
  address: string;
  /** Of the customer or reseller; null for an address that the directory does not know. */
  name: string | null;
  /** Why it should not be written to without a second thought; null: nothing speaks against it. */
  caution: UnusableReason | 'unknown' | null;
}

/** The recipients, the one proposed first; none where there is nobody. */
export function recipientsOf(
  card: CustomerCard | null,
  login: string,
  writer: { from: string; replyTo: string | null },
): Recipient[] {
  const known = [...contactsFor(card, 'questions', login), ...contactsFor(card, 'reseller-copy', login)].map(
    ({ address, name }): Recipient => ({ address, name, caution: null }),
  );
  const listed = new Set(known.map(({ address }) => address.toLowerCase()));
  const written = [writer.from, writer.replyTo ?? '']
    .filter((address) => address !== '' && !listed.has(address.toLowerCase()))
    .map((address): Recipient => ({ address, name: null, caution: cautionOf(card, login, address) }));
  // Whoever wrote from a contact of the customer's gets the answer there.
  const isWriter = ({ address }: Recipient) => address.toLowerCase() === writer.from.toLowerCase();
  return [...known.filter(isWriter), ...known.filter((one) => !isWriter(one)), ...unique(written)];
}

function cautionOf(card: CustomerCard | null, login: string, address: string): Recipient['caution'] {
  const lower = address.toLowerCase();
  if (lower === login) return 'own-mailbox';
  const contacts = [card, ...(card?.resellers ?? [])].flatMap((one) => one?.contacts ?? []);
  return (
    contacts.find(({ kind, value }) => kind === 'email' && value.toLowerCase() === lower)?.unusable ??
    'unknown'
  );
}

function unique(all: readonly Recipient[]): Recipient[] {
  return all.filter(
    ({ address }, at) => all.findIndex((one) => one.address.toLowerCase() === address.toLowerCase()) === at,
  );
}

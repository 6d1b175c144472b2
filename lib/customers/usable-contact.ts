// Which contacts of a customer can be used while an account of theirs may have to be locked: never one that the same
// hands hold. Pure; what is ours and whose comes in as facts.

import { domainOf } from '@/lib/mime/domain-names';
import type { CardContact, Reach, UnusableReason } from './types';

/** A contact as it is kept. */
export type KnownContact = Pick<CardContact, 'kind' | 'value' | 'origin' | 'verifiedOn'>;

/** What the desk knows of a mailbox that a contact ends at. */
export interface MailboxFacts {
  login: string;
  customerId: number | null;
  /** Number of its open case. */
  openCase: string | null;
}

export interface ContactFacts {
  /** The mailboxes here that an address ends at, aliases followed; none for an address elsewhere. */
  mailboxesOf(address: string): readonly MailboxFacts[];
  /** Whether all accounts of the domain are this customer's. */
  isDomainOf(domain: string, customerId: number): boolean;
  /** The status that an address refused mail with for good; null where it takes mail, as far as is known. */
  refusalOf(address: string): string | null;
}

interface Judgement {
  unusable: UnusableReason | null;
  because: string | null;
}

function judgeAddress(address: string, customerId: number, facts: ContactFacts): Judgement {
  const mailboxes = facts.mailboxesOf(address);
  const own = mailboxes.find((mailbox) => mailbox.customerId === customerId);
  if (own !== undefined) return { unusable: 'own-mailbox', because: own.login };
  const inCase = mailboxes.find(({ openCase }) => openCase !== null);
  if (inCase !== undefined) return { unusable: 'account-in-case', because: inCase.openCase };
  const domain = domainOf(address);
  if (domain !== null && facts.isDomainOf(domain, customerId))
    return { unusable: 'own-domain', because: domain };
  return judgeDelivery(address, facts);
}

function judgeDelivery(address: string, facts: ContactFacts): Judgement {
  const because = facts.refusalOf(address.toLowerCase());
  return { unusable: because === null ? null : 'undeliverable', because };
}

/** A reseller's mailbox is not locked with their customer's: only one that is open in a case itself is of no use. */
function judgeResellerAddress(address: string, facts: ContactFacts): Judgement {
  const inCase = facts.mailboxesOf(address).find(({ openCase }) => openCase !== null);
  return inCase === undefined
    ? judgeDelivery(address, facts)
    : { unusable: 'account-in-case', because: inCase.openCase };
}

const kinds = ['email', 'phone', 'post'] as const;

/** Usable ones first, then those that somebody verified last, then as the source has them. */
function inOrder(contacts: CardContact[]): CardContact[] {
  const rank = ({ unusable }: CardContact): number => (unusable === null ? 0 : 1);
  return contacts
    .map((contact, at) => ({ contact, at }))
    .sort(
      (a, b) =>
        kinds.indexOf(a.contact.kind) - kinds.indexOf(b.contact.kind) ||
        rank(a.contact) - rank(b.contact) ||
        (b.contact.verifiedOn ?? '').localeCompare(a.contact.verifiedOn ?? '') ||
        a.at - b.at,
    )
    .map(({ contact }) => contact);
}

/** The contacts of a customer, judged and in the order in which they should be tried. */
export function judgeContacts(
  contacts: readonly KnownContact[],
  customerId: number,
  facts: ContactFacts,
  role: 'customer' | 'reseller' = 'customer',
): CardContact[] {
  return inOrder(
    contacts.map((contact) => {
      if (contact.kind !== 'email') return { ...contact, unusable: null, because: null };
      const judged =
        role === 'customer'
          ? judgeAddress(contact.value, customerId, facts)
          : judgeResellerAddress(contact.value, facts);
      return { ...contact, ...judged };
    }),
  );
}

/** How to reach who has these contacts: by a usable address, else by telephone, else by post. */
export function reachBy(contacts: readonly CardContact[]): Reach {
  for (const by of kinds) {
    const contact = contacts.find(({ kind, unusable }) => kind === by && unusable === null);
    if (contact !== undefined) return { by, contact };
  }
  return { by: 'nothing' };
}

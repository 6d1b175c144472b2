// Whom to tell, and how a card differs from the one that was kept with the case. Pure.

import {
  cardFields,
  type CardDifference,
  type CardField,
  type CardReseller,
  type CustomerCard,
} from './types';

/** Who has the contract with us: the last reseller of the chain; null where it is the customer. */
export function contractPartner({ resellers }: CustomerCard): CardReseller | null {
  return resellers.at(-1) ?? null;
}

function valueOf(card: CustomerCard, field: CardField): string {
  switch (field) {
    case 'email':
    case 'phone':
    case 'post':
      return card.contacts
        .filter(({ kind }) => kind === field)
        .map(({ value }) => value)
        .toSorted()
        .join(', ');
    case 'reseller':
      return card.resellers.map(({ name, number }) => `${name} (${number})`).join(' › ');
    default:
      return String(card[field] ?? '');
  }
}

/** The fields that say something else today, in the card's order. Whether a contact can be used is no such field. */
export function cardDifferences(then: CustomerCard, now: CustomerCard): CardDifference[] {
  return cardFields
    .map((field) => ({ field, then: valueOf(then, field), now: valueOf(now, field) }))
    .filter((one) => one.then !== one.now);
}

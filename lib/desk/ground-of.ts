// On what ground a measure may be taken against an account, and who has to agree: asked by the plan that a person reads
// and by the order itself, so that both say the same.

import { termsFor } from '@/lib/containment/ground';
import type { OrderFacts } from '@/lib/containment/order-store';
import { secondReasonsFor, type SecondReason } from '@/lib/containment/second-person';
import type { MeasureGround, MeasureKind } from '@/lib/containment/types';
import { env } from '@/lib/env';

/** What the terms of the customer's product say on the day of `now`; null where they do not allow it. */
export function termsOf(kind: MeasureKind, { contract, terms }: OrderFacts, now: Date): MeasureGround | null {
  return termsFor(kind, contract, terms, now.toISOString().slice(0, 10));
}

/** Why a second person has to agree; empty where none has to. */
export function secondReasonsOf({ account, protectedLogins, askFirst }: OrderFacts): SecondReason[] {
  const sender = env().NOTICE_FROM;
  return secondReasonsFor({
    login: account.login,
    protectedLogins: new Set(protectedLogins),
    ownSenders: new Set(sender === undefined ? [] : [sender.toLowerCase()]),
    askFirst,
  });
}

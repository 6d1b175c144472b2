// Whom nobody locks alone. Pure; the reasons are codes that the plan and the history show.

import { roleLocalParts } from './limits';

export const secondReasons = ['role-address', 'protected-login', 'own-sender', 'ask-first', 'purge'] as const;
export type SecondReason = (typeof secondReasons)[number];

export interface GuardFacts {
  /** Lower case. */
  login: string;
  /** Logins and `@domain` entries that the team protects. */
  protectedLogins: ReadonlySet<string>;
  /** Addresses the desk itself sends from. */
  ownSenders: ReadonlySet<string>;
  /** The customer is marked "nur nach Rückfrage". */
  askFirst: boolean;
}

/** Why a second person has to agree before this account is restricted; empty where none has to. */
export function secondReasonsFor(facts: GuardFacts): SecondReason[] {
  const at = facts.login.lastIndexOf('@');
  const localPart = at < 0 ? facts.login : facts.login.slice(0, at);
  const domain = at < 0 ? null : facts.login.slice(at);
  const isProtected =
    facts.protectedLogins.has(facts.login) || (domain !== null && facts.protectedLogins.has(domain));
  const reasons: [SecondReason, boolean][] = [
    ['role-address', roleLocalParts.has(localPart)],
    ['protected-login', isProtected],
    ['own-sender', facts.ownSenders.has(facts.login)],
    ['ask-first', facts.askFirst],
  ];
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason);
}

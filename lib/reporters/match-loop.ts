// Which subscription a report belongs to: one whose registered identity it carries, authenticated. The From alone, the
// User-Agent and the address it was sent to prove nothing (RFC 5965 §8.2, §8.8; RFC 6449 §4.1).

import type { Authentication } from './authentication';
import { areAligned, domainOfValue } from './domains';
import type { LoopIdentity } from './types';

export interface LoopMatch {
  loop: LoopIdentity;
  /** The authenticated domain that proves it. */
  domain: string;
}

function holdsDomain(registered: readonly string[], domain: string): boolean {
  return registered.some((one) => domainOfValue(one) === domain);
}

/** Whether a loop registered this From: the address itself, or `@domain` for all of a domain. */
export function registersFrom(loop: LoopIdentity, from: string): boolean {
  return loop.fromAddresses.some((registered) => {
    const lower = registered.toLowerCase();
    return lower.startsWith('@') ? from.endsWith(lower) : from === lower;
  });
}

/** The authenticated domain that a loop registered, DKIM before SPF, or null. */
function registeredDomainOf(loop: LoopIdentity, authentication: Authentication): string | null {
  return (
    authentication.dkimDomains.find((domain) => holdsDomain(loop.dkimDomains, domain)) ??
    authentication.spfDomains.find((domain) => holdsDomain(loop.envelopeDomains, domain)) ??
    null
  );
}

/**
 * A loop with registered From addresses accepts only those: a program may write from a domain that millions of mailboxes
 * share, and each of their mails is signed by it. Without any, the authenticated domain has to align with the From.
 */
function matchOne(loop: LoopIdentity, from: string, authentication: Authentication): LoopMatch | null {
  const domain = registeredDomainOf(loop, authentication);
  if (domain === null) return null;
  if (loop.fromAddresses.length > 0) return registersFrom(loop, from) ? { loop, domain } : null;
  const fromDomain = domainOfValue(from);
  return fromDomain !== null && areAligned(fromDomain, domain) ? { loop, domain } : null;
}

/** Whether a mail was delivered to the loop's own address. */
export function isDeliveredTo(loop: LoopIdentity, deliveredTo: readonly string[]): boolean {
  return loop.intakeAlias !== null && deliveredTo.includes(loop.intakeAlias.toLowerCase());
}

/** All loops whose authenticated identity a mail carries; the one it was delivered to first, then by id. */
export function matchLoops(
  loops: readonly LoopIdentity[],
  from: string,
  deliveredTo: readonly string[],
  authentication: Authentication,
): LoopMatch[] {
  const rank = ({ loop }: LoopMatch): number => (isDeliveredTo(loop, deliveredTo) ? 0 : 1);
  return loops
    .map((loop) => matchOne(loop, from, authentication))
    .filter((match) => match !== null)
    .sort((a, b) => rank(a) - rank(b) || a.loop.id - b.loop.id);
}

/** Whether a mail gives itself out as a loop's: its From, a domain it registered, or its intake address. */
export function pretendsToBe(loop: LoopIdentity, from: string, deliveredTo: readonly string[]): boolean {
  if (registersFrom(loop, from) || isDeliveredTo(loop, deliveredTo)) return true;
  const fromDomain = domainOfValue(from);
  return fromDomain !== null && holdsDomain([...loop.dkimDomains, ...loop.envelopeDomains], fromDomain);
}

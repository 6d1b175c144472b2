// Mail exchangers of a domain (RFC 5321 §5.1, RFC 7505), asked anew each time: whoever keeps answers keeps them himself.
// Failures carry one of node's DNS codes; `isAbsence` tells "there is none" from "nobody could say".

import { openResolver, withPatience } from './resolver';

/** Names of the exchangers, in lower case, the preferred one first; empty where the domain takes no mail (`MX 0 .`). */
export type MxLookup = (domain: string) => Promise<string[]>;

/** A domain with more exchangers than this repeats itself. */
const hostsMax = 10;

/** The resolvers of the configuration. */
export function liveMx(): MxLookup {
  const resolver = openResolver();
  return async (domain) => inOrder(await withPatience(resolver.resolveMx(domain)));
}

/** Exchangers as they are preferred, without the root that says "none" and without a closing dot. */
export function inOrder(records: readonly { exchange: string; priority: number }[]): string[] {
  return records
    .toSorted((a, b) => a.priority - b.priority || a.exchange.localeCompare(b.exchange))
    .map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, ''))
    .filter((name) => name !== '')
    .slice(0, hostsMax);
}

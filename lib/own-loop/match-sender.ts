// Whose mail this is. Pure. Promise: only what is proved counts: a signature that verified under a proved domain or below
// it, or an address in a range of an active subscriber. What a mail says of itself is nothing.

import { ipInRanges, parseRange } from '@/lib/attribution/ranges';
import type { Match } from './types';

/** An active subscriber, as far as mail is told by him. */
export interface Sender {
  subscriberId: number;
  /** Proved ones alone. */
  domains: string[];
  ranges: string[];
}

export interface SeenMail {
  /** Domains (d=) whose signatures verified. */
  dkimDomains: readonly string[];
  /** The client that handed it to our mail exchanger; null where nobody said. */
  clientIp: string | null;
}

/** Each subscriber once, by his signature where there is one. */
export function matchSender(mail: SeenMail, senders: readonly Sender[]): Match[] {
  return senders.flatMap(({ subscriberId, domains, ranges }): Match[] => {
    const signed = mail.dkimDomains.find((signer) =>
      domains.some((domain) => signer === domain || signer.endsWith(`.${domain}`)),
    );
    if (signed !== undefined) return [{ subscriberId, by: 'dkim', value: signed }];
    const parsed = ranges.map(parseRange).filter((range) => range !== null);
    return mail.clientIp !== null && ipInRanges(mail.clientIp, parsed)
      ? [{ subscriberId, by: 'address', value: mail.clientIp }]
      : [];
  });
}

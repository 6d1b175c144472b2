// What the A records of a block list mean. Pure. Promise: what is no answer of a list is never a listing.
// Source: RFC 5782 §2.1 (values in 127.0.0.0/8), §2.3 (sublists by value or bit).

import type { ListCode, ListRules } from './types';

export type Answer =
  /** No record (NXDOMAIN, or a name without an A record), or only codes that are no blame. */
  | { kind: 'clear' }
  | { kind: 'listed'; codes: string[] }
  /** The list does not answer us: too many questions, an open resolver, no contract. */
  | { kind: 'refused'; code: string }
  /** An address that no list gives: a parked domain, a resolver that puts advertising in the place of "no such name". */
  | { kind: 'foreign'; address: string };

/** Answers that any list may give when it does not answer: Spamhaus documents this block, URIBL answers 127.0.0.1. */
const refusedBlock = '127.255.255.';
const refusedAddress = '127.0.0.1';

/** Reads the addresses of one answer. A code that the list does not describe is a listing: better seen than missed. */
export function judgeAnswer(
  addresses: readonly string[],
  rules: Pick<ListRules, 'codes' | 'isBitmask'>,
): Answer {
  const foreign = addresses.find((address) => !address.startsWith('127.'));
  if (foreign !== undefined) return { kind: 'foreign', address: foreign };
  const refused = addresses.find((address) => isRefusal(address, rules));
  if (refused !== undefined) return { kind: 'refused', code: refused };
  const codes = addresses.flatMap((address) => blamingCodes(address, rules));
  return codes.length === 0 ? { kind: 'clear' } : { kind: 'listed', codes: [...new Set(codes)].sort() };
}

function isRefusal(address: string, { codes, isBitmask }: Pick<ListRules, 'codes' | 'isBitmask'>): boolean {
  if (address.startsWith(refusedBlock)) return true;
  const described = isBitmask
    ? codes.filter(({ code }) => (lastOctet(address) & Number(code)) !== 0)
    : codes.filter(({ code }) => code === address);
  if (described.some(({ kind }) => kind === 'refused')) return true;
  return address === refusedAddress && described.length === 0;
}

/** The codes that blame; of a bitmask list one for each bit that is set. */
function blamingCodes(
  address: string,
  { codes, isBitmask }: Pick<ListRules, 'codes' | 'isBitmask'>,
): string[] {
  if (!isBitmask) return kindOf(address, codes) === 'harmless' ? [] : [address];
  const bits = [1, 2, 4, 8, 16, 32, 64, 128].filter((bit) => (lastOctet(address) & bit) !== 0).map(String);
  return bits.filter((bit) => kindOf(bit, codes) !== 'harmless');
}

function kindOf(code: string, codes: readonly ListCode[]): ListCode['kind'] | undefined {
  return codes.find((one) => one.code === code)?.kind;
}

function lastOctet(address: string): number {
  return Number(address.slice(address.lastIndexOf('.') + 1));
}

// Domains of reporters, compared. The owner of `a.example.com` and `example.com` is taken to be the same, as relaxed
// alignment does (RFC 7489 §3.1.1), with a short rule in place of the public suffix list: it groups rather too much than
// too little, and what is grouped shares a cap, so a mistake lets nobody count more.

import { normalName } from '@/lib/mime/domain-names';

/** Second-level names under which country registries register (`example.co.uk`). */
const registryLabels: ReadonlySet<string> = new Set([
  'ac',
  'co',
  'com',
  'edu',
  'gob',
  'gouv',
  'gov',
  'gv',
  'go',
  'mil',
  'ne',
  'net',
  'nom',
  'or',
  'org',
]);

/** The domain somebody registered: the last two labels, three below a country's registry label. */
export function registeredDomain(domain: string): string {
  const labels = domain.split('.');
  const [second = '', last = ''] = labels.slice(-2);
  return labels.slice(last.length === 2 && registryLabels.has(second) ? -3 : -2).join('.');
}

/** Whether two domains have one owner: relaxed alignment. */
export function areAligned(a: string, b: string): boolean {
  return registeredDomain(a) === registeredDomain(b);
}

/** Domain of an address or of a bare domain, comparable; null for anything else. */
export function domainOfValue(value: string): string | null {
  return normalName(value.slice(value.lastIndexOf('@') + 1));
}

// Who is responsible: RDAP, then the abuse-contact zone, then RFC 2142. Each source is asked where the one before named
// nobody; what each said is kept to be shown.
// Promise: no I/O of its own (both ways to ask come in), never throws for what they say.
// Source: RFC 9083, RFC 5782, RFC 2142 §4.

import type { ContactSource, ContactTarget, FoundContact, TriedSource } from './types';
import { abuseAddressesIn, rdapBase } from './read-rdap';
import { testPoint, zoneAddresses, zoneName, zoneWorks } from './zone-name';

export interface ContactAsking {
  /** GETs JSON over https. Throws with a `code` where there is none. */
  fetchJson: (url: string) => Promise<unknown>;
  /** IANA's registry for a kind of target. */
  registry: (kind: 'ipv4' | 'ipv6' | 'dns') => Promise<unknown>;
  resolveTxt: (name: string) => Promise<string[][]>;
  /** Null: no zone is asked. */
  zone: string | null;
}

/** How long an answer is believed, in hours: registries change slowly, a failure may be over soon. */
const hours: Record<ContactSource, number> = { rdap: 7 * 24, 'dns-zone': 24, 'rfc-2142': 7 * 24, none: 1 };

/** Asks one source after the other. */
export async function findContact(
  target: ContactTarget,
  ask: ContactAsking,
  now: Date,
): Promise<FoundContact> {
  const tried: TriedSource[] = [];
  const sources: [ContactSource, () => Promise<string[] | string>][] = [
    ['rdap', () => fromRdap(target, ask)],
    ['dns-zone', () => fromZone(target, ask)],
    ['rfc-2142', () => Promise.resolve(target.domain === null ? 'no-domain' : [`abuse@${target.domain}`])],
  ];
  for (const [source, question] of sources) {
    const answer = await question().catch(codeOf);
    const addresses = Array.isArray(answer) ? answer : [];
    tried.push({
      source,
      code: typeof answer === 'string' ? answer : addresses.length > 0 ? 'found' : 'nobody-named',
    });
    if (addresses.length > 0) return { source, addresses, tried, expiresAt: after(hours[source], now) };
  }
  return { source: 'none', addresses: [], tried, expiresAt: after(hours.none, now) };
}

async function fromRdap(
  { ip, domain }: ContactTarget,
  { fetchJson, registry }: ContactAsking,
): Promise<string[] | string> {
  const target = ip ?? domain;
  if (target === null) return 'no-target';
  const kind = ip === null ? 'dns' : ip.includes(':') ? 'ipv6' : 'ipv4';
  const base = rdapBase(await registry(kind), target);
  if (base === null) return 'no-registry';
  return abuseAddressesIn(
    await fetchJson(`${base}${kind === 'dns' ? 'domain' : 'ip'}/${encodeURIComponent(target)}`),
  );
}

async function fromZone(
  { ip }: ContactTarget,
  { resolveTxt, zone }: ContactAsking,
): Promise<string[] | string> {
  if (zone === null) return 'no-zone';
  const [name, test] = [ip === null ? null : zoneName(ip, zone), zoneName(testPoint, zone)];
  if (name === null || test === null) return 'no-target';
  if (!zoneWorks(await resolveTxt(test).catch(() => []))) return 'zone-not-working';
  return zoneAddresses(await resolveTxt(name));
}

/** A code of the network, of the DNS, or of http: shown as it is. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (code === 'ENOTFOUND' || code === 'ENODATA') return 'nobody-named';
  return typeof code === 'string' ? code.toLowerCase().slice(0, 40) : 'failed';
}

function after(h: number, now: Date): Date {
  return new Date(now.getTime() + h * 3_600_000);
}

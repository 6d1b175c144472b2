// The abuse contact in an RDAP answer, and the server to ask, from IANA's registries.
// Promise: pure, bounded, never throws on what strangers answer; placeholders of redaction are no addresses.
// Source: RFC 9083 §5.1 (entities, roles), RFC 7095 §3 (jCard), RFC 9224 §5 (bootstrap files), RFC 9110 (https alone).

import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { isMunged } from '@/lib/formats/munged-address';

/** Entities stand in entities; real answers go three deep. */
const MOST_DEPTH = 5;
const MOST_ENTITIES = 200;
const MOST_ADDRESSES = 5;

interface Entity {
  roles?: unknown;
  vcardArray?: unknown;
  entities?: unknown;
}

/** The addresses of the entities with the role `abuse`, in lower case, each once. */
export function abuseAddressesIn(answer: unknown): string[] {
  const found = new Set<string>();
  let seen = 0;
  const look = (entities: unknown, depth: number): void => {
    if (!Array.isArray(entities) || depth > MOST_DEPTH) return;
    for (const entity of entities as unknown[]) {
      seen += 1;
      if (seen > MOST_ENTITIES || typeof entity !== 'object' || entity === null) return;
      const { roles, vcardArray, entities: inner } = entity as Entity;
      if (Array.isArray(roles) && roles.includes('abuse'))
        for (const one of emailsOf(vcardArray)) found.add(one);
      look(inner, depth + 1);
    }
  };
  look((answer as Entity | null)?.entities, 0);
  return [...found].slice(0, MOST_ADDRESSES);
}

/** `["vcard", [["email", {}, "text", "abuse@example.net"], …]]` */
function emailsOf(card: unknown): string[] {
  const properties: unknown = Array.isArray(card) ? card[1] : null;
  if (!Array.isArray(properties)) return [];
  return (properties as unknown[]).flatMap((property) => {
    if (!Array.isArray(property) || property[0] !== 'email' || typeof property[3] !== 'string') return [];
    const address = usableAddress(property[3]);
    return address === null ? [] : [address];
  });
}

/** The address in lower case; null where it is none that mail can go to. */
export function usableAddress(written: string): string | null {
  const address = written
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();
  if (!/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/.test(address))
    return null;
  const local = address.slice(0, address.indexOf('@'));
  return isMunged(address) || /^(?:no-?reply|removed|redacted|unread|not-?available)/.test(local)
    ? null
    : address;
}

const bootstrap = z.object({ services: z.array(z.tuple([z.array(z.string()), z.array(z.string())])) });

/** The base address of the server that knows an address or a domain; null where the registry names none by https. */
export function rdapBase(registry: unknown, target: string): string | null {
  const read = bootstrap.safeParse(registry);
  if (!read.success) return null;
  let best: { bits: number; urls: string[] } | null = null;
  for (const [entries, urls] of read.data.services)
    for (const entry of entries) {
      const bits = matchOf(entry, target);
      if (bits !== null && (best === null || bits > best.bits)) best = { bits, urls };
    }
  const base = best?.urls.find((url) => url.startsWith('https://') && URL.canParse(url));
  return base === undefined ? null : base.replace(/\/?$/, '/');
}

/** How closely an entry of the registry fits; the longest wins (RFC 9224 §5). */
function matchOf(entry: string, target: string): number | null {
  const family = isIP(target);
  if (family === 0) {
    const name = entry.toLowerCase();
    return target === name || target.endsWith(`.${name}`) ? name.length : null;
  }
  const [address = '', length = ''] = entry.split('/');
  const bits = Number(length);
  if (isIP(address) !== family || !Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128))
    return null;
  const list = new BlockList();
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(address, bits, kind);
  return list.check(target, kind) ? bits : null;
}

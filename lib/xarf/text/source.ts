// The Source of an X-ARF report: an address, a place on the Web, a domain, a mailbox.
// Promise: pure, linear; `hxxps://shop[.]example` is understood and noted, and what the value is by its own shape
// wins over what Source-Type says of it. Source: X-ARF 0.1 and 0.2, Source and Source-Type.

import { hostOfUri } from '../../complaint-text/host-of-uri';
import { normalName } from '../../mime/domain-names';
import { canonicalIp } from '../../mime/ip-addresses';
import { MAIL_LIMITS } from '../../mime/limits';

export interface SourceClaims {
  ip: string | null;
  port: number | null;
  uri: string | null;
  domain: string | null;
  mailbox: string | null;
}

const NOTHING: SourceClaims = { ip: null, port: null, uri: null, domain: null, mailbox: null };

/** Names of Source-Type by what they mean; the first ones are the specification's. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  ip: ['ip-address', 'ipv4', 'ipv6', 'ip'],
  uri: ['uri', 'url'],
  domain: ['domain', 'hostname', 'fqdn'],
  mailbox: ['email', 'e-mail', 'mail'],
};

/** Reads a Source; deviations go to `notes`. */
export function readSource(value: string, type: string | null, notes: Set<string>): SourceClaims {
  const source = refang(value, notes);
  const claims = source === '' ? null : bySort(source);
  if (claims === null) {
    notes.add(source === '' ? 'source:empty' : 'source:invalid');
    return NOTHING;
  }
  if (type === null) return claims.claims;
  const names = TYPES[claims.sort] ?? [];
  if (!names.includes(type.toLowerCase())) notes.add('source-type:differs');
  return claims.claims;
}

/** The value with the dots and colons back that somebody took out so that nobody clicks on it. */
function refang(value: string, notes: Set<string>): string {
  const text = value.trim().slice(0, MAIL_LIMITS.textChars).replace(/^<|>$/g, '');
  const fanged = text
    .replace(/\[(?:\.|dot)\]|\(\.\)|\{\.\}/gi, '.')
    .replace(/\[:\]/g, ':')
    .replace(/\[(?:@|at)\]/gi, '@')
    .replace(/\[:\/\/\]/g, '://')
    .replace(/^h(?:xx|\*\*)p(s?):/i, 'http$1:');
  if (fanged.toLowerCase() !== text.toLowerCase()) notes.add('source:defanged');
  return fanged;
}

function bySort(source: string): { sort: string; claims: SourceClaims } | null {
  const ip = canonicalIp(source);
  if (ip !== null) return { sort: 'ip', claims: { ...NOTHING, ip } };
  const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})$/.exec(source);
  const beforePort = canonicalIp(withPort?.[1] ?? '');
  const port = Number(withPort?.[2] ?? 0);
  if (beforePort !== null && port <= 65_535)
    return { sort: 'ip', claims: { ...NOTHING, ip: beforePort, port } };
  if (source.includes('://') || source.includes('/')) return asUri(source);
  if (source.includes('@')) {
    const isMailbox = /^[^\s@]+@[^\s@]+$/.test(source);
    return isMailbox ? { sort: 'mailbox', claims: { ...NOTHING, mailbox: source } } : null;
  }
  const domain = source.includes('.') ? normalName(source) : null;
  return domain === null ? null : { sort: 'domain', claims: { ...NOTHING, domain } };
}

function asUri(source: string): { sort: string; claims: SourceClaims } | null {
  const host = /\s/.test(source) ? null : hostOfUri(source);
  if (host === null) return null;
  const ip = canonicalIp(host);
  return { sort: 'uri', claims: { ...NOTHING, ip, uri: source, domain: ip === null ? host : null } };
}

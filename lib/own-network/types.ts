// What belongs to this provider, as the screen "Own network" lists it: the kinds of attribution, and beside them the
// domains our mail is signed for (RFC 6376), which feedback loops are keyed on, and the mail exchangers whose
// Authentication-Results count (RFC 8601 §2.5).

import { checkOwnResource, type OwnResourceProblem } from '@/lib/attribution/own-network';
import type { OwnResourceKind } from '@/lib/attribution/types';

export const OWN_KINDS = [
  'range',
  'dkim-domain',
  'domain',
  'host',
  'sender-header',
  'authserv-id',
] as const satisfies (OwnResourceKind | 'authserv-id' | 'dkim-domain')[];
export type OwnKind = (typeof OWN_KINDS)[number];

/** What a provider of feedback loops has to know of us. */
export const TOLD_KINDS = ['range', 'dkim-domain'] as const satisfies OwnKind[];
export type ToldKind = (typeof TOLD_KINDS)[number];

export interface OwnEntry {
  kind: OwnKind;
  value: string;
  note: string | null;
  fromEnvironment: boolean;
}

/** Who this provider is, as it introduces itself to others; empty texts where nobody said. */
export interface ProviderDetails {
  organisation: string;
  /** As on an envelope, several lines. */
  address: string;
  contactName: string;
  abuseEmail: string;
  phone: string;
  url: string;
}

export interface OwnChange {
  kind: OwnKind;
  value: string;
  change: 'added' | 'removed';
}

/** A selector, then the domain: the name in DNS under which its key stands (RFC 6376 §3.6.2.1). */
const SELECTOR = /^([a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?)\._domainkey\.(.+)$/;

/** Checks a value as attribution does and brings it into its stored form; an authserv-id has the form of a host. */
export function checkOwnEntry(
  kind: OwnKind,
  value: string,
): { ok: true; value: string } | { ok: false; code: OwnResourceProblem } {
  if (kind === 'dkim-domain') return checkDkimDomain(value);
  return checkOwnResource(kind === 'authserv-id' ? 'host' : kind, value);
}

function checkDkimDomain(
  value: string,
): { ok: true; value: string } | { ok: false; code: OwnResourceProblem } {
  const { selector, domain } = dkimParts(value.trim().toLowerCase());
  const checked = checkOwnResource('domain', domain);
  if (!checked.ok) return checked;
  // `_domainkey.example.com` alone is where keys stand, and no domain that signs.
  if (/^\.|_/.test(checked.value)) return { ok: false, code: 'not-a-domain' };
  return { ok: true, value: selector === null ? checked.value : `${selector}._domainkey.${checked.value}` };
}

/** The parts of such a value; without a selector all of the domain's are meant. */
export function dkimParts(value: string): { selector: string | null; domain: string } {
  const [, selector = null, domain = value] = SELECTOR.exec(value) ?? [];
  return { selector, domain };
}

// Words of strangers as they may go to others: no address but those that may stay, no complainant in any writing, no link
// beyond its host, no opaque mark.
// Promise: pure, bounded; the same address gives the same token for the same reader (RFC 6590 §2). It rather takes a word
// too many than leaves one. Source: RFC 6590 §2 and §5.

import { redactionToken } from '@/lib/formats/redaction-token';
import { hiddenForms } from './hidden-forms';
import { normal, type Identifiers } from './identifiers';
import { lettersOf, placesOf } from './letters';

export interface TextRules {
  identifiers: Identifiers;
  /** Of the tokens: one for each reader, so that two readers cannot compare. */
  key: string;
  /** Addresses in lower case that stay readable. */
  keep: ReadonlySet<string>;
  /** Also the complainants' domains go, and addresses are marks instead of tokens. */
  hidesDomains: boolean;
}

export const MARK = '[…]';
const MOST_CHARS = 20_000;
/** A local part of any script, or in quotes; then a host. One way to read it alone: two would take minutes on `=41=42=43…`. */
const ADDRESS =
  /(?:"[^"\n]{1,64}"|[^\s<>()[\],;:"'`|{}=\\/]{1,64}(?:[=/][^\s<>()[\],;:"'`|\\@=/]{0,64}){0,24})@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,252}[\p{L}\p{N}])?/gu;
const LINK = /\b([a-z][a-z0-9+.-]{1,15}):\/\/([^\s<>"'`]*)/giu;
const BARE_LINK = /\b(www\.[^\s<>"'`/?#]+)[/?#][^\s<>"'`]*/giu;
/** Trackers' marks; words of a language have no digits in them. */
const OPAQUE = /[A-Za-z0-9+/_=%-]{20,}/g;

/** `text` as it may go to another. */
export function redactText(text: string, rules: TextRules): string {
  const { keep } = rules;
  const kept: string[] = [];
  // Characters for private use stand for what is kept; none of the stranger's own comes through.
  let out = text
    .slice(0, MOST_CHARS)
    .normalize('NFKC')
    .replaceAll(/[\p{Co}\p{Cf}\p{Cs}]/gu, '');
  out = out.replaceAll(LINK, (_, scheme: string, rest: string) => `${scheme}://${hostOf(rest, rules)}/…`);
  out = out.replaceAll(BARE_LINK, (_, host: string) => `${hostOf(host, rules)}/…`);
  out = out.replaceAll(ADDRESS, (address) => {
    const place = String.fromCodePoint(0xf0000 + kept.length);
    if (keep.has(normal(address))) kept.push(address);
    else kept.push(addressMark(address, rules));
    return place;
  });
  out = withoutHidden(out, rules);
  out = withoutIdentifiers(out, rules);
  out = out.replaceAll(OPAQUE, (run) => (/\d/.test(run) && /[a-z]/i.test(run) ? MARK : run));
  return out.replaceAll(
    /[\u{f0000}-\u{ffffd}]/gu,
    (place) => kept[(place.codePointAt(0) ?? 0) - 0xf0000] ?? MARK,
  );
}

/** A token of the local part, and the domain (RFC 6590 §2); the domain is looked at like any text. */
export function addressMark(address: string, rules: TextRules): string {
  if (rules.hidesDomains) return MARK;
  const at = address.lastIndexOf('@');
  const local = at < 0 ? address : address.slice(0, at);
  const written = at < 0 ? '' : address.slice(at + 1).toLowerCase();
  // Backwards, an address has its local part behind the sign.
  const domain = names(written, rules.identifiers) ? MARK : written;
  const token = redactionToken(rules.key, normal(local));
  return domain === '' || domain.includes(MARK) ? token : `${token}@${domain}`;
}

/** Whether a text names a complainant in any writing. */
export function names(text: string, { words }: Identifiers): boolean {
  if (words.length === 0) return false;
  return hiddenForms(text).some((form) => {
    const letters = lettersOf(form);
    return words.some((word) => placesOf(letters, word).length > 0);
  });
}

function hostOf(rest: string, rules: TextRules): string {
  const authority = /^[^/?#\\]*/.exec(rest)?.[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const labels = host
    .split('.')
    .map((label) => (isOpaque(label) || names(label, rules.identifiers) ? MARK : label));
  return labels.join('.');
}

function isOpaque(label: string): boolean {
  return label.length >= 12 && /\d/.test(label) && /[a-z]/i.test(label);
}

/** Words that say it in another writing. */
function withoutHidden(text: string, { identifiers }: TextRules): string {
  if (identifiers.words.length === 0) return text;
  const known = new Map<string, string>();
  return text.replaceAll(/[^\s\u{f0000}-\u{ffffd}]{6,}/gu, (word) => {
    const safe = known.get(word) ?? (names(word, identifiers) ? MARK : word);
    known.set(word, safe);
    return safe;
  });
}

/** The words themselves, also with something between their letters; where they are to go, the domains too. */
function withoutIdentifiers(text: string, { identifiers, hidesDomains }: TextRules): string {
  const letters = lettersOf(text);
  const all = hidesDomains ? [...identifiers.words, ...identifiers.domains] : identifiers.words;
  const places = all.flatMap((word) => placesOf(letters, word)).sort((a, b) => a[0] - b[0]);
  let out = '';
  let at = 0;
  for (const [from, to] of places) {
    if (from >= at) out += text.slice(at, from) + MARK;
    at = Math.max(at, to);
  }
  return out + text.slice(at);
}

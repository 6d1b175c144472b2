// The customer's own id of a mail's recipient, and of the mailing, by the rules of recipient-rules.ts. Promise: pure,
// bounded; an id is never an address, holds none and encodes none (holds-address.ts): what could name the complainant is
// dropped, and the next rule is asked.

import type { ReportedMessage } from '@/lib/formats/types';
import { fieldOf } from './bulk-evidence';
import { holdsAddress } from './holds-address';
import { fieldChars, ownIdChars, ownIdLeastChars } from './limits';
import { campaignHeaders, recipientRules, type RecipientRule } from './recipient-rules';
import type { RecipientId } from './types';

/** What the rules look at. */
export interface ListTraces {
  reported: ReportedMessage | null;
  /** Without brackets; null where nobody says. */
  envelopeSender: string | null;
  /** Addresses of people who are not to be named. */
  known: readonly string[];
}

/** The id by the first rule that finds a good one; null where none does. */
export function findRecipient(traces: ListTraces): RecipientId | null {
  const links = unsubscribeLinks(fieldOf(traces.reported, 'list-unsubscribe') ?? '');
  for (const rule of recipientRules)
    for (const id of candidatesOf(rule, traces, links))
      if (isRecipientId(id) && !holdsAddress(id, traces.known)) return { id, rule: rule.name };
  return null;
}

/** The mailing's number or name; null where no field says, or what it says could name somebody. */
export function findCampaign({ reported, known }: Omit<ListTraces, 'envelopeSender'>): string | null {
  for (const header of campaignHeaders) {
    const value = fieldOf(reported, header)?.trim() ?? '';
    if (
      /^[\p{L}\p{N} ._~:/#+-]{1,128}$/u.test(value) &&
      value.length <= ownIdChars &&
      !holdsAddress(value, known)
    )
      return value;
  }
  return null;
}

/** Ids have a digit: what has none is a word, and may be a name. */
function isRecipientId(text: string): boolean {
  return (
    text.length >= ownIdLeastChars &&
    text.length <= ownIdChars &&
    /^[A-Za-z0-9._~+/=:%-]+$/.test(text) &&
    /\d/.test(text)
  );
}

function candidatesOf(rule: RecipientRule, traces: ListTraces, links: readonly URL[]): string[] {
  const mails = links.filter(({ protocol }) => protocol === 'mailto:');
  switch (rule.at) {
    case 'header':
      return [fieldOf(traces.reported, rule.header)?.trim() ?? ''];
    case 'unsubscribe-parameter':
      return links.flatMap((link) => parametersOf(link, rule.parameters));
    case 'unsubscribe-mailbox':
      return mails.flatMap((link) => taken(rule.pattern, localOf(decoded(link.pathname))));
    case 'unsubscribe-subject':
      return mails.flatMap((link) => taken(rule.pattern, link.searchParams.get('subject')?.trim() ?? ''));
    case 'envelope-sender':
      return taken(rule.pattern, localOf(traces.envelopeSender ?? ''));
    case 'unsubscribe-path':
      return links
        .filter(({ protocol }) => protocol !== 'mailto:')
        .map(({ pathname }) => decoded(pathname.split('/').findLast((segment) => segment !== '') ?? ''));
  }
}

function parametersOf(link: URL, names: readonly string[]): string[] {
  const given = [...link.searchParams].slice(0, 40);
  return names.flatMap((name) =>
    given.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value),
  );
}

function taken(pattern: RegExp, text: string): string[] {
  // BATV and SRS sign an address into the local part: nothing in it is the list's.
  if (/^(?:prvs=|srs[01][=+-])/i.test(text)) return [];
  const found = pattern.exec(text.slice(0, 320))?.[1];
  return found === undefined ? [] : [found];
}

function localOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : address.slice(0, at);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: the text is as it stands.
    return text;
  }
}

/** The addresses in angle brackets (RFC 2369 §2), four at most. */
function unsubscribeLinks(value: string): URL[] {
  return [...value.slice(0, fieldChars).matchAll(/<\s*([^<>\s]+)\s*>/g)]
    .slice(0, 4)
    .flatMap(([, text = '']) => (URL.canParse(text) ? [new URL(text)] : []))
    .filter(({ protocol }) => ['http:', 'https:', 'mailto:'].includes(protocol));
}

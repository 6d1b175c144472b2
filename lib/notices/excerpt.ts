// One reported mail as the customer may see it: what left their account, nothing of who received it. Addresses are
// redacted (RFC 6590 §2), names beside addresses and their words in the text go, links lose their scheme and path, where
// a recipient's mark would stand. Pure.

import { redactAddresses } from './redact';

export interface ExcerptSource {
  headers: readonly { name: string; value: string }[];
  text: string | null;
}

const shownHeaders = ['date', 'from', 'to', 'subject'];
/** A notice shows what kind of mail it was, not the mail. */
const LINES = 12;
const LINE_CHARS = 200;
/** More of a line is not looked at: patterns cost time by its length. */
const READ_CHARS = 1_000;

/** `key`: of the redaction; `own`: the customer's login, which stays readable. */
export function excerptOf({ headers, text }: ExcerptSource, key: string, own: string): string | null {
  const shown = shownHeaders.flatMap(
    (name) => headers.find((field) => field.name.toLowerCase() === name) ?? [],
  );
  const names = recipientNames(headers);
  const fields = shown.map(
    ({ name, value }) => `${name}: ${/^(?:from|to)$/i.test(name) ? addressesIn(value) : value}`,
  );
  const body = (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, LINES);
  if (fields.length + body.length === 0) return null;
  const keep = new Set([own.toLowerCase()]);
  return [...fields, ...(body.length > 0 ? ['', ...body] : [])]
    .map((line) =>
      redactAddresses(withoutNames(defang(line.slice(0, READ_CHARS)), names), key, keep).slice(0, LINE_CHARS),
    )
    .map((line) => `> ${line.replaceAll(/\p{Cc}/gu, ' ')}`.trimEnd())
    .join('\n');
}

/** A subject as it may be quoted: without addresses and live links. */
export function quotedSubject(subject: string, key: string, own: string): string {
  const line = subject.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return redactAddresses(defang(line.slice(0, READ_CHARS)), key, new Set([own.toLowerCase()])).slice(
    0,
    LINE_CHARS,
  );
}

function addressesIn(value: string): string {
  return (value.slice(0, 2_000).match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? []).slice(0, 3).join(', ');
}

/** Words of the names that stand beside the recipients' addresses, and of their local parts. */
function recipientNames(headers: ExcerptSource['headers']): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name, value } of headers) {
    if (!/^(?:to|cc|delivered-to|x-original-to)$/i.test(name)) continue;
    for (const address of value.slice(0, 5_000).split(',')) {
      const person = address.replace(/@[^\s<>,;]*/, ' ');
      for (const word of person.match(/[\p{L}]{3,}/gu) ?? []) found.add(word.toLowerCase());
    }
  }
  return found;
}

function withoutNames(line: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return line;
  // What is part of an address is redacted with it.
  return line.replaceAll(/[^\s<>,;"]+@[^\s<>,;"]+|\p{L}{3,}/gu, (word) =>
    word.includes('@') || !names.has(word.toLowerCase()) ? word : '[…]',
  );
}

/** Nobody follows a spammer's link from our notice, and a path may hold who was written to. */
function defang(line: string): string {
  return line
    .replaceAll(/\bhttp(s?):\/\/([^\s/?#]+)[^\s]*/gi, 'hxxp$1://$2/…')
    .replaceAll(/\bwww\.([^\s/?#]+)[^\s]*/gi, 'www[.]$1/…');
}

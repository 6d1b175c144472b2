// Machine-readable parts whose line ends were lost, or whose lines were all indented.
// Promise: pure, linear; only a block that comes to one field, with the names of others inside its
// value, is taken apart. Source: RFC 5965 §3 (one field a line), and gateways that reflow text.

import type { HeaderField } from '../mime/header';
import { FIELD_NAMES } from './field-names';
import type { Notes } from './field-values';

/** Unregistered fields that generators write as well; other names stay part of the value before them. */
const USUAL_EXTENSIONS = [
  ...['Abuse-Type', 'Source', 'Subscription-Link', 'Original-Message-ID', 'Message-ID', 'Redacted-Address'],
  ...['Removal-Recipient', 'Original-Subject', 'SPF-DNS', 'DKIM-Selector-DNS', 'DKIM-ADSP-DNS'],
  ...['DKIM-Canonicalized-Header', 'DKIM-Canonicalized-Body'],
];

const NAMES = [...Object.values(FIELD_NAMES), ...USUAL_EXTENSIONS].join('|');
/** A name counts only behind a blank and before a colon. No name holds a character that means anything here. */
const NAME_INSIDE = new RegExp(`(?<=[ \\t,;])(${NAMES}):`, 'gi');

/** The fields of a block that came to a single line, one by one; every other block as it is. */
export function splitOneLine(fields: readonly HeaderField[], notes: Notes): readonly HeaderField[] {
  const [only, ...others] = fields;
  if (only === undefined || others.length > 0 || only.name === '') return fields;
  const found = [...only.value.matchAll(NAME_INSIDE)];
  if (found.length === 0) return fields;
  notes.add('struct:fields-on-one-line');
  const split = [named(only.name, only.value.slice(0, found[0]?.index))];
  found.forEach((match, place) => {
    const from = match.index + match[0].length;
    split.push(named(match[1] ?? '', only.value.slice(from, found[place + 1]?.index)));
  });
  return split;
}

function named(name: string, value: string): HeaderField {
  return { name, key: name.toLowerCase(), value: value.replace(/[ \t,;]+$/, '').trimStart() };
}

// The header of the mail that carried the report: who wrote to us.
// Promise: pure and total; bounded by MAIL_LIMITS. Nothing here is verified: whose word counts is
// decided by authentication results, not by From.

import { readAddressList, readComparableAddress } from '../mime/addresses';
import { decodeEncodedWords } from '../mime/encoded-words';
import { allValues, firstValue, type HeaderField } from '../mime/header';
import { MAIL_LIMITS } from '../mime/limits';
import { dkimDomains, withoutBrackets } from './header-values';
import type { OuterMessage } from './types';

/** Reads the fields of the outermost header; `contentType` is the mail's media type. */
export function readOuterMessage(fields: readonly HeaderField[], contentType: string): OuterMessage {
  const from = firstValue(fields, 'from');
  const subject = firstValue(fields, 'subject');
  const repeated = repeatedFields(fields);
  return {
    fromAddress: repeated.includes('from') ? null : onlyMailbox(from),
    fromText: from === null ? null : decodeEncodedWords(from),
    to: firstValue(fields, 'to'),
    subject,
    subjectText: subject === null ? null : decodeEncodedWords(subject),
    messageId: withoutBrackets(firstValue(fields, 'message-id')),
    returnPath: readComparableAddress(firstValue(fields, 'return-path')),
    deliveredTo: deliveredTo(fields),
    date: firstValue(fields, 'date'),
    authenticationResults: allValues(fields, 'authentication-results'),
    repeatedFields: repeated,
    received: allValues(fields, 'received').slice(0, MAIL_LIMITS.receivedFields),
    autoSubmitted: firstValue(fields, 'auto-submitted'),
    dkimDomains: dkimDomains(allValues(fields, 'dkim-signature')),
    contentType,
  };
}

/** What stands for bytes that are no text. */
const REPLACED = '\ufffd';

/**
 * The one mailbox of a From. Of several (RFC 5322 §3.6.2 allows them), or where brackets do not match, servers and
 * programs pick different ones: whoever signs for one of a domain's mailboxes would speak for another.
 */
function onlyMailbox(from: string | null): string | null {
  if (from === null || from.includes(REPLACED)) return null;
  const brackets = bracketsOf(from);
  if (brackets !== '' && brackets !== '<>') return null;
  return readAddressList(from).length === 1 ? readComparableAddress(from) : null;
}

/** The angle brackets outside quotes, in their order. */
function bracketsOf(text: string): string {
  let brackets = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\' && isQuoted) at += 1;
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === '<' || char === '>')) brackets += char;
  }
  return brackets;
}

/** Who writes, and how the body is taken apart: with another boundary on top a signed mail reads as another one. */
const DECISIVE_FIELDS = ['from', 'content-type', 'content-transfer-encoding'];

/**
 * RFC 5322 §3.6 and RFC 2045 §3 want one of each. Of two a signature covers the lower one and people see the upper:
 * neither is believed. A name with other blanks behind it is no field here, but may be one to who checks signatures.
 */
function repeatedFields(fields: readonly HeaderField[]): string[] {
  const counts = DECISIVE_FIELDS.map(() => 0);
  for (const field of fields) {
    const place = DECISIVE_FIELDS.indexOf(field.key === '' ? strayName(field.value) : field.key);
    if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
  }
  return DECISIVE_FIELDS.filter((_, place) => (counts[place] ?? 0) > 1);
}

/** What stands before the first colon of a line that is no field, in lower case. */
function strayName(line: string): string {
  return line
    .slice(0, line.indexOf(':') + 1)
    .replace(/\s*:$/, '')
    .toLowerCase();
}

/** The fields that a delivering server adds stand before what the sender wrote. */
const DELIVERY_FIELDS = ['delivered-to', 'x-original-to', 'envelope-to', 'to'];

function deliveredTo(fields: readonly HeaderField[]): string[] {
  const addresses = new Set<string>();
  for (const key of DELIVERY_FIELDS) {
    for (const field of fields) {
      if (field.key !== key) continue;
      for (const address of readAddressList(field.value)) {
        if (address.includes('@')) addresses.add(address.toLowerCase());
      }
    }
  }
  return [...addresses].slice(0, MAIL_LIMITS.mailboxes);
}

// The marks by which mail shows that a program sent it.
// Promise: pure, total, linear. A mark never makes a mail a complaint or none: feedback loops bear the same ones, so the
// report formats come before whoever asks here. Source: RFC 3834 §5 (Auto-Submitted), RFC 3461 §6.1 (null sender).

import { readComparableAddress } from '../mime/addresses';
import { decodeEncodedWords } from '../mime/encoded-words';
import { allValues, firstValue, type HeaderField } from '../mime/header';
import { withoutComments } from '../mime/comments';

type Fields = readonly HeaderField[];

/** Auto-Submitted without parameters and comments, lower case: `no`, `auto-generated`, `auto-replied`, or ''. */
export function autoSubmitted(fields: Fields): string {
  const value = withoutComments(firstValue(fields, 'auto-submitted') ?? '');
  const end = value.indexOf(';');
  return (end < 0 ? value : value.slice(0, end)).trim().toLowerCase();
}

/** Whether any mark of a program is there: an automatic one, a bulk precedence, or the null sender. */
export function isSentByMachine(fields: Fields): boolean {
  const automatic = autoSubmitted(fields);
  if (automatic !== '' && automatic !== 'no') return true;
  if (fields.some(({ key }) => key === 'x-auto-response-suppress' || key === 'x-autoreply')) return true;
  if (/^(?:bulk|junk|list|auto_reply)$/.test(precedence(fields))) return true;
  return allValues(fields, 'return-path').some((value) => value.trim() === '<>');
}

/** Precedence in lower case; the empty string where there is none. */
export function precedence(fields: Fields): string {
  return (firstValue(fields, 'precedence') ?? '').trim().toLowerCase();
}

/** Whether the From is a mail system's own: the local parts that RFC 5321 §4.5.1 and custom reserve. */
export function isFromMailSystem(fields: Fields): boolean {
  const from = readComparableAddress(firstValue(fields, 'from')) ?? '';
  const local = from.slice(0, Math.max(0, from.lastIndexOf('@')));
  return local === 'mailer-daemon' || local === 'postmaster';
}

/** The subject for comparing: decoded, lower case, blanks single; the empty string where there is none. */
export function subjectText(fields: Fields): string {
  return decodeEncodedWords(firstValue(fields, 'subject') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .join(' ')
    .trim();
}

// The text of a mail as a person reads it.
// Promise: pure, never throws, at most MAIL_LIMITS.candidateTextChars, safe for Postgres and JSON. The first plain text
// counts, where there is none the first HTML without its markup; attached texts and embedded mails do not.

import { decodeCharset } from '../mime/charset';
import { firstValue } from '../mime/header';
import { MAIL_LIMITS } from '../mime/limits';
import { readStructuredValue } from '../mime/parameters';
import { decodedBody, leafParts } from '../mime/read-mail';
import { decodeRawText, safeText } from '../mime/text';
import type { MimePart } from '../mime/types';
import { htmlText } from './html-text';

/** Bytes decoded of a text part: four a character is the most that UTF-8 takes; markup takes more than the text. */
const textBytes = MAIL_LIMITS.candidateTextChars * 4;
const htmlBytes = MAIL_LIMITS.candidateTextChars * 20;

/** The mail's text with LF line ends, trimmed; the empty string where it has none. */
export function mailText(mail: MimePart): string {
  const leaves = leafParts(mail).filter((part) => !isAttachment(part));
  const plain = leaves.find((part) => part.type === 'text/plain');
  const text = plain === undefined ? '' : partText(plain);
  if (text !== '') return text;
  const html = leaves.find((part) => part.type === 'text/html');
  return html === undefined
    ? ''
    : safeText(
        htmlText(decoded(html, htmlBytes), MAIL_LIMITS.candidateTextChars),
        MAIL_LIMITS.candidateTextChars,
      );
}

/** The text of one part, bounded like the mail's. */
export function partText(part: MimePart): string {
  const text = decoded(part, textBytes).replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim();
  return safeText(text, MAIL_LIMITS.candidateTextChars);
}

/** The name that a part's sender gives its file, lower case, at most 300 characters; null where there is none. */
export function fileName(part: MimePart): string | null {
  const disposition = firstValue(part.header.fields, 'content-disposition');
  const named =
    disposition === null ? undefined : readStructuredValue(disposition).parameters.get('filename');
  const name = (named ?? part.parameters.get('name') ?? '').trim().toLowerCase();
  return name === '' ? null : safeText(name, 300);
}

/** A text that its sender wants saved, not read (RFC 2183 §2.2). The mail's only part is its text whatever it says. */
function isAttachment(part: MimePart): boolean {
  if (part.depth === 0) return false;
  const disposition = firstValue(part.header.fields, 'content-disposition');
  return disposition !== null && readStructuredValue(disposition).value === 'attachment';
}

function decoded(part: MimePart, maxBytes: number): string {
  const bytes = decodedBody(part, maxBytes);
  const charset = part.parameters.get('charset') ?? '';
  return (charset === '' ? null : decodeCharset(bytes, charset)) ?? decodeRawText(bytes.toString('latin1'));
}

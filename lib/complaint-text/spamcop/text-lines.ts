// The text of a SpamCop mail, cut into what it says about the mail and where the mail itself begins.
// Promise: pure, linear, at most TEXT_BYTES of it are looked at. Two generations of markers: `[ SpamCop V5 ]` with
// `[ Offending message ]`, and before that `- SpamCop V1.3.3 -` with `Offending message:`.

import { MAIL_LIMITS } from '../../mime/limits';
import { decodedBody, leafParts } from '../../mime/read-mail';
import { decodeRawText, safeText } from '../../mime/text';
import type { MimePart } from '../../mime/types';

/** What stands before the reported mail: two pages at most; the header of the mail itself comes after. */
const TEXT_BYTES = MAIL_LIMITS.headerBytes;
/** Where the marker must stand, so that other mail costs a glance. */
const HEAD_BYTES = 8_192;
/** Lines before the marker: a gateway's notice or a forwarder's greeting. */
const LINES_BEFORE_MARKER = 40;
const MARKER = /^[[-] ?SpamCop V[0-9][0-9.]{0,20} ?[\]-]$/;
const OFFENDING = new Set(['[ offending message ]', 'offending message:']);

interface TextLine {
  text: string;
  /** Offset of the line after this one. */
  end: number;
}

export interface SpamcopText {
  part: MimePart;
  /** Lines above the reported mail, trimmed. */
  lines: string[];
  /** The decoded body, and where in it the reported mail begins; null where none is quoted. */
  body: Buffer;
  messageStart: number | null;
}

/** The first text of the mail that carries SpamCop's marker, or null. */
export function findSpamcopText(mail: MimePart): SpamcopText | null {
  for (const part of leafParts(mail)) {
    if (part.type !== 'text/plain' || !decodedBody(part, HEAD_BYTES).includes('SpamCop V')) continue;
    const body = decodedBody(part, TEXT_BYTES + MAIL_LIMITS.headerBytes);
    const lines = readLines(body, TEXT_BYTES);
    const marker = lines.slice(0, LINES_BEFORE_MARKER).findIndex((line) => MARKER.test(line.text));
    if (marker < 0) continue;
    const offending = lines.findIndex((line) => OFFENDING.has(line.text.toLowerCase()));
    const said = lines.slice(marker, offending < 0 ? undefined : offending);
    return {
      part,
      lines: said.map((line) => line.text),
      body,
      messageStart: offending < 0 ? null : (lines[offending]?.end ?? null),
    };
  }
  return null;
}

/** Trimmed lines of the first `maxBytes` of a text. */
export function readLines(body: Buffer, maxBytes: number): TextLine[] {
  const text = body.toString('latin1', 0, maxBytes);
  const lines: TextLine[] = [];
  for (let at = 0; at < text.length;) {
    const lineFeed = text.indexOf('\n', at);
    const end = lineFeed < 0 ? text.length : lineFeed + 1;
    const line = decodeRawText(text.slice(at, Math.min(end, at + MAIL_LIMITS.fieldValueChars)));
    lines.push({ text: safeText(line.trim(), MAIL_LIMITS.textChars), end });
    at = end;
  }
  return lines;
}

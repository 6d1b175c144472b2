// Encoded words of headers to text that people read: `=?utf-8?B?…?=`.
// Promise: linear time, never throws; what cannot be decoded stays as written. Neighbouring words
// are joined, also where a character was cut between them. Read as leniently as mail needs: words
// without blanks between them, in quotes, with blanks inside, with question marks, with odd padding.
// Source: RFC 2047 §2, §5, §6.2; RFC 2231 §5 (language).

import { decodeCharset } from './charset';
import { MAIL_LIMITS } from './limits';
import { safeText } from './text';
import { decodeBody, hexValue } from './transfer-encoding';
import { countScanned } from './work';

const EQUALS = 0x3d;
const UNDERSCORE = 0x5f;

interface Word {
  /** In lower case, without the language. */
  charset: string;
  bytes: Buffer;
  /** Offset after `?=`. */
  end: number;
}

/** Words in a row of the same character set: their bytes belong together (RFC 2047 §6.2). */
interface Run {
  charset: string;
  chunks: Buffer[];
  written: string;
}

/** A value under reading. `close` is the first `?=` not before the last place asked for, or the length. */
interface Cursor {
  value: string;
  close: number;
}

/** Decodes all encoded words of an unfolded value. */
export function decodeEncodedWords(value: string): string {
  if (!value.includes('=?')) return safeText(value, MAIL_LIMITS.textChars);
  const cursor: Cursor = { value, close: -1 };
  // The everyday case: a value that is one word.
  const only = value.startsWith('=?') ? readWord(cursor, 0) : null;
  if (only !== null && only.end === value.length) {
    return safeText(decodeCharset(only.bytes, only.charset) ?? value, MAIL_LIMITS.textChars);
  }
  return safeText(decodeWords(cursor), MAIL_LIMITS.textChars);
}

function decodeWords(cursor: Cursor): string {
  const { value } = cursor;
  cursor.close = -1;
  const pieces: string[] = [];
  let run: Run | null = null;
  let at = 0;
  while (at < value.length) {
    const start = value.indexOf('=?', at);
    const word = start < 0 ? null : readWord(cursor, start);
    const plainEnd = word !== null ? start : start < 0 ? value.length : start + 2;
    const plain = value.slice(at, plainEnd);
    // Blanks between two encoded words are not part of the text (RFC 2047 §6.2).
    const isGlue = word !== null && run !== null && plain.trim() === '';
    if (run !== null && (!isGlue || run.charset !== word?.charset)) {
      pieces.push(decodeRun(run));
      run = null;
    }
    if (!isGlue) pieces.push(plain);
    if (word !== null) {
      run ??= { charset: word.charset, chunks: [], written: '' };
      run.chunks.push(word.bytes);
      run.written += value.slice(start, word.end);
    }
    at = word?.end ?? plainEnd;
  }
  if (run !== null) pieces.push(decodeRun(run));
  return pieces.join('');
}

function decodeRun(run: Run): string {
  const [first, ...others] = run.chunks;
  const bytes = first !== undefined && others.length === 0 ? first : Buffer.concat(run.chunks);
  return decodeCharset(bytes, run.charset) ?? run.written;
}

/** Reads `=?charset*language?encoding?text?=` at `start`, or null. */
function readWord(cursor: Cursor, start: number): Word | null {
  const { value } = cursor;
  const encodingAt = value.indexOf('?', start + 2);
  // A charset name is short; without this bound, a line of "=?=?=?" would be searched again and again.
  if (encodingAt < 0 || encodingAt - start > 60 || value.charAt(encodingAt + 2) !== '?') return null;
  const encoding = value.charAt(encodingAt + 1).toLowerCase();
  const label = value.slice(start + 2, encodingAt);
  const star = label.indexOf('*');
  const charset = (star > 0 ? label.slice(0, star) : label).trim().toLowerCase();
  if (charset === '' || (encoding !== 'b' && encoding !== 'q')) return null;
  const textEnd = closeFrom(cursor, encodingAt + 3);
  if (textEnd < 0) return null;
  const text = value.slice(encodingAt + 3, textEnd);
  // The beginning of another word means that this one was cut off: it stays as written.
  if (text.includes('=?')) return null;
  const bytes = encoding === 'b' ? decodeB(text) : decodeQ(text, charset);
  return { charset, bytes, end: textEnd + 2 };
}

/** The first `?=` at or after `from`, or -1; each stretch of the value is searched once. */
function closeFrom(cursor: Cursor, from: number): number {
  if (cursor.close < from) {
    const found = cursor.value.indexOf('?=', from);
    cursor.close = found < 0 ? cursor.value.length : found;
  }
  return cursor.close === cursor.value.length ? -1 : cursor.close;
}

/** Padding ends a piece, not the word: some writers encode a word piece by piece. */
function decodeB(text: string): Buffer {
  const padding = text.indexOf('=');
  // Nothing, or padding at the end alone.
  if (padding < 0 || (padding >= text.length - 2 && text.endsWith('='))) return Buffer.from(text, 'base64');
  const pieces = text.split('=').filter((piece) => piece !== '');
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
}

/** Q: an underscore is a blank (RFC 2047 §4.2); blanks and 8-bit characters, both illegal, stand for themselves. */
function decodeQ(text: string, charset: string): Buffer {
  const plain = decodePlainQ(text);
  if (plain !== null) return plain;
  const is8Bit = charset !== 'utf-8' && /[\x80-\xFF]/.test(text) && !/[^\x00-\xFF]/.test(text);
  const bytes = Buffer.from(text.replaceAll('_', ' '), is8Bit ? 'latin1' : 'utf8');
  return decodeBody(bytes, 'quoted-printable', bytes.length);
}

/** ASCII whose every sign is followed by two hex digits; null for all else. */
function decodePlainQ(text: string): Buffer | null {
  const decoded = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return null;
    let byte = code === UNDERSCORE ? 0x20 : code;
    if (code === EQUALS) {
      const high = hexValue(text.charCodeAt(at + 1));
      const low = hexValue(text.charCodeAt(at + 2));
      if (high < 0 || low < 0) return null;
      byte = high * 16 + low;
      at += 2;
    }
    decoded[length] = byte;
    length += 1;
  }
  countScanned(text.length);
  return decoded.subarray(0, length);
}

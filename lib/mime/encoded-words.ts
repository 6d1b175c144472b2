// Encoded words of headers to text that people read: `=?utf-8?B?…?=`.
// Promise: linear time, never throws; what cannot be decoded stays as written. Neighbouring words
// are joined, also where a character was cut between them. Source: RFC 2047 §2, §6.2; RFC 2231 §5.

import { decodeCharset } from './charset';
import { MAIL_LIMITS } from './limits';
import { safeText } from './text';
import { decodeBody } from './transfer-encoding';

interface Word {
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

/** Decodes all encoded words of an unfolded value. */
export function decodeEncodedWords(value: string): string {
  if (!value.includes('=?')) return safeText(value, MAIL_LIMITS.textChars);
  const pieces: string[] = [];
  let run: Run | null = null;
  let at = 0;
  while (at < value.length) {
    const start = value.indexOf('=?', at);
    const word = start < 0 ? null : readWord(value, start);
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
  return safeText(pieces.join(''), MAIL_LIMITS.textChars);
}

function decodeRun(run: Run): string {
  const [first, ...others] = run.chunks;
  const bytes = first !== undefined && others.length === 0 ? first : Buffer.concat(run.chunks);
  return decodeCharset(bytes, run.charset) ?? run.written;
}

/** Reads `=?charset*language?encoding?text?=` at `start`, or null. */
function readWord(value: string, start: number): Word | null {
  const encodingAt = value.indexOf('?', start + 2);
  // A charset name is short; without this bound, a line of "=?=?=?" would be searched again and again.
  if (encodingAt < 0 || encodingAt - start > 60 || value.charAt(encodingAt + 2) !== '?') return null;
  const encoding = value.charAt(encodingAt + 1).toLowerCase();
  const textAt = encodingAt + 3;
  const textEnd = value.indexOf('?', textAt);
  if (textEnd < 0 || value.charAt(textEnd + 1) !== '=') return null;
  const star = value.indexOf('*', start);
  const charsetEnd = star > 0 && star < encodingAt ? star : encodingAt;
  const charset = value.slice(start + 2, charsetEnd).toLowerCase();
  if (charset === '' || (encoding !== 'b' && encoding !== 'q')) return null;
  const text = value.slice(textAt, textEnd);
  const bytes = encoding === 'b' ? Buffer.from(text, 'base64') : decodeQ(text);
  return { charset, bytes, end: textEnd + 2 };
}

function decodeQ(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll('_', ' '), 'utf8');
  return decodeBody(bytes, 'quoted-printable', bytes.length);
}

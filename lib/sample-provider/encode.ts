// The encodings that mail uses on the wire.
// Promise: lines stay within RFC 5322's 78 columns where the standard asks for it; pure.
// Source: RFC 2045 §6.7 and §6.8, RFC 2047 §4.

/** Base64 in lines of 76. */
export function base64Lines(text: string): string {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  const lines: string[] = [];
  for (let at = 0; at < encoded.length; at += 76) lines.push(encoded.slice(at, at + 76));
  return lines.join('\n');
}

const memo = new Map<string, string>();
const MOST_MEMOS = 4096;
/** No `=`, no blank at the end, short enough: it stands for itself. */
const PLAIN_LINE = /^(?:[\x20-\x3c\x3e-\x7e]{0,74}[\x21-\x3c\x3e-\x7e])?$/;

/**
 * Quoted-printable of one line of UTF-8. The texts of the sample provider are few and come again and again, so results
 * are kept, but for lines with a link, which never come again; the table cannot grow beyond its bound.
 */
export function quotedPrintableLine(line: string): string {
  if (PLAIN_LINE.test(line)) return line;
  if (line.includes('://')) return encodeLine(Buffer.from(line));
  const known = memo.get(line);
  if (known !== undefined) return known;
  const encoded = encodeLine(Buffer.from(line));
  if (memo.size < MOST_MEMOS) memo.set(line, encoded);
  return encoded;
}

function encodeLine(bytes: Buffer): string {
  let out = '';
  let column = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    const isLast = index === bytes.length - 1;
    const plain = (byte > 32 && byte < 127 && byte !== 61) || (byte === 32 && !isLast);
    const unit = plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (column + unit.length > 75) {
      out += '=\n';
      column = 0;
    }
    out += unit;
    column += unit.length;
  }
  return out;
}

/** A header value as encoded words where it is not ASCII, folded so that no word exceeds 75 characters. */
export function encodedWords(text: string, style: 'B' | 'Q' = 'B'): string {
  if (isAscii(text)) return text;
  const words: string[] = [];
  let chunk = '';
  for (const character of text) {
    if (wordSize(chunk + character, style) > 60) {
      words.push(encodedWord(chunk, style));
      chunk = '';
    }
    chunk += character;
  }
  if (chunk !== '') words.push(encodedWord(chunk, style));
  return words.join('\n ');
}

/** A display name for From or To: an encoded word, or quoted where it needs to be. */
export function phrase(name: string): string {
  if (!isAscii(name)) return encodedWords(name);
  return /^[A-Za-z0-9 -]*$/.test(name) ? name : `"${name.replaceAll(/["\\]/g, '')}"`;
}

/** True where the text holds nothing beyond printable ASCII. */
export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function wordSize(text: string, style: 'B' | 'Q'): number {
  const bytes = Buffer.byteLength(text);
  return style === 'B' ? Math.ceil(bytes / 3) * 4 : qWord(text).length;
}

function encodedWord(text: string, style: 'B' | 'Q'): string {
  const body = style === 'B' ? Buffer.from(text).toString('base64') : qWord(text);
  return `=?UTF-8?${style}?${body}?=`;
}

function qWord(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text)) {
    const character = String.fromCharCode(byte);
    if (byte === 32) out += '_';
    else if (byte < 127 && /[A-Za-z0-9!*+/-]/.test(character)) out += character;
    else out += `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

// Content-transfer-encodings.
// Promise: linear time, never throws, decodes no more than `maxBytes` of output. Damaged input
// gives what can be read of it; an unknown encoding is taken as it stands. Source: RFC 2045 §6.

import { countScanned } from './work';

/** The name in a Content-Transfer-Encoding value, in lower case: `"Base64" (x)` is `base64`. */
export function encodingName(value: string | null): string {
  if (value === null) return '7bit';
  if (value === 'quoted-printable' || value === 'base64') return value;
  const end = value.search(/[(;]/);
  const name = (end < 0 ? value : value.slice(0, end)).replaceAll('"', '').trim().toLowerCase();
  return name === '' ? '7bit' : name;
}

/** True where the bytes differ from their decoded form. */
export function isEncoded(encoding: string): boolean {
  return encoding === 'base64' || encoding === 'quoted-printable';
}

/** Decodes a body, or only its beginning, to at most `maxBytes`. */
export function decodeBody(body: Buffer, encoding: string, maxBytes: number): Buffer {
  if (encoding === 'base64') return decodeBase64(body, maxBytes);
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body, maxBytes);
  return body.subarray(0, maxBytes);
}

/** Whatever is no base64 character is skipped (RFC 2045 §6.8). */
function decodeBase64(body: Buffer, maxBytes: number): Buffer {
  // Four characters make three bytes; line ends add at most a fifth of what remains.
  const enough = Math.ceil(maxBytes * 1.75) + 64;
  const text = body.toString('latin1', 0, Math.min(body.length, enough));
  countScanned(text.length);
  return Buffer.from(text, 'base64').subarray(0, maxBytes);
}

function decodeQuotedPrintable(body: Buffer, maxBytes: number): Buffer {
  const decoded = Buffer.allocUnsafe(Math.min(body.length, maxBytes));
  let length = 0;
  let i = 0;
  while (i < body.length && length < decoded.length) {
    const byte = body[i] ?? 0;
    const step = byte === 0x3d ? escapeLength(body, i) : 1;
    if (byte !== 0x3d || step === 1) decoded[length++] = byte;
    else if (step === 3 && hexValue(body[i + 1]) >= 0) {
      decoded[length++] = hexValue(body[i + 1]) * 16 + hexValue(body[i + 2]);
    }
    i += step;
  }
  countScanned(i);
  return decoded.subarray(0, length);
}

/** Length of what begins with `=`: 3 for a byte, more for a soft line break, 1 for a stray sign. */
function escapeLength(body: Buffer, at: number): number {
  if (hexValue(body[at + 1]) >= 0 && hexValue(body[at + 2]) >= 0) return 3;
  // Blanks between the sign and the line end are transport padding (RFC 2045 §6.7, rule 3).
  let next = at + 1;
  while (next < body.length && (body[next] === 0x20 || body[next] === 0x09)) next += 1;
  if (body[next] === 0x0d && body[next + 1] === 0x0a) return next + 2 - at;
  return body[next] === 0x0a || next === body.length ? next + 1 - at : 1;
}

/** Value of a hex digit's code in either case; -1 for any other. */
export function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & 0xdf;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
}

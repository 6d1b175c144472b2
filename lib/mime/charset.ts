// Bytes in a named character set to text.
// Promise: never throws; null where the name is unknown or refused, so that the caller shows the text
// as it was written. UTF-7 is refused, because it lets text hide markup from every reader that does
// not expect it; so are the sets that WHATWG refuses for the same reason (iso-2022-kr, hz, …).
// Source: RFC 2978, RFC 2781 §4.3 (UTF-16), WHATWG Encoding.

import { isUtf8 } from 'node:buffer';

import { charsetName, saysNothing } from './charset-names';
import { decodeDosCharset } from './dos-charsets';
import { countScanned } from './work';

const decoders = new Map<string, TextDecoder>();

/** Decodes what mail uses: UTF-8 and UTF-16, iso-8859-x, windows-125x, koi8, the East Asian sets, DOS. */
export function decodeCharset(bytes: Buffer, label: string): string | null {
  countScanned(bytes.length);
  // The everyday case, several times as fast as a TextDecoder.
  const name = label === 'utf-8' ? label : charsetName(label);
  if (name === 'utf-8') return withoutMark(bytes.toString('utf8'));
  if (saysNothing(name)) return decodeUnnamed(bytes);
  if (name === 'utf-16') return decoderFor(utf16Order(bytes))?.decode(bytes) ?? null;
  return decodeDosCharset(bytes, name) ?? decoderFor(name)?.decode(bytes) ?? null;
}

/** Decodes bytes whose set nobody names: UTF-8 where they are that, else windows-1252, which never fails. */
export function decodeUnnamed(bytes: Buffer): string {
  if (isUtf8(bytes)) return withoutMark(bytes.toString('utf8'));
  return decoderFor('windows-1252')?.decode(bytes) ?? bytes.toString('latin1');
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** RFC 2781 §4.3: the mark decides; without one, the bytes of Western text do, and else big-endian. */
function utf16Order(bytes: Buffer): 'utf-16be' | 'utf-16le' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  let zerosAtOdd = 0;
  let zerosAtEven = 0;
  const looked = Math.min(bytes.length, 200);
  for (let at = 0; at < looked; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) zerosAtEven += 1;
    else zerosAtOdd += 1;
  }
  return zerosAtOdd > zerosAtEven ? 'utf-16le' : 'utf-16be';
}

function decoderFor(label: string): TextDecoder | null {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  // No label of the Encoding standard is longer; the cache stays bounded by its list of labels.
  if (label === '' || label.length > 30) return null;
  try {
    const decoder = new TextDecoder(label);
    decoders.set(label, decoder);
    return decoder;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

// The bytes of a CSV become text: UTF-8 (with or without a byte order mark), UTF-16 with one, otherwise windows-1252,
// which is what a spreadsheet on Windows writes. And which character separates its fields.

import { isUtf8 } from 'node:buffer';

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'windows-1252';

/** The encoding of a whole file. */
export function encodingOf(bytes: Buffer): CsvEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** How much is decoded at one go: the text of a large file is never held whole. */
const PIECE = 1 << 20;

/** The text in pieces, without its byte order mark. */
export function* decodePieces(bytes: Buffer, encoding: CsvEncoding): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < bytes.length; at += PIECE) {
    const isLast = at + PIECE >= bytes.length;
    yield decoder.decode(bytes.subarray(at, at + PIECE), { stream: !isLast });
  }
}

/** The separator that the header line has most of, outside quotes: `;`, tab or `,`. */
export function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"?/g, '');
  const counts = [';', '\t', ','].map((one) => [one, bare.split(one).length - 1] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

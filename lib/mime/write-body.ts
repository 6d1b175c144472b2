// Bodies and parts as bytes on a wire.
// Promise: pure; line ends are CRLF, no line passes 998 bytes, no NUL; a boundary stands in none of its parts.
// Source: RFC 5322 §2.1.1, RFC 2045 §6.7 and §6.8, RFC 2046 §5.1.1.

import { createHash } from 'node:crypto';

const CR = 0x0d;
const LF = 0x0a;
const LINE_BYTES = 998;

/** Mail bytes as they may travel: every line end CRLF, longer lines broken, NUL left out; ends with a line end. */
export function wireLines(bytes: Buffer): Buffer {
  const lines: Buffer[] = [];
  const end = Buffer.from('\r\n');
  let start = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    const byte = bytes[at];
    const isEnd = byte === CR || byte === LF;
    if (!isEnd && at < bytes.length && at - start < LINE_BYTES) continue;
    if (at === bytes.length && at === start) break;
    lines.push(withoutNul(bytes.subarray(start, at)), end);
    if (isEnd) {
      if (byte === CR && bytes[at + 1] === LF) at += 1;
      start = at + 1;
    } else start = at;
  }
  return Buffer.concat(lines);
}

function withoutNul(line: Buffer): Buffer {
  return line.includes(0) ? Buffer.from(line.filter((byte) => byte !== 0)) : line;
}

/** The least that these bytes need to travel as they are. */
export function plainEncoding(bytes: Buffer): '7bit' | '8bit' {
  return bytes.some((byte) => byte > 0x7f) ? '8bit' : '7bit';
}

/** Text as quoted-printable UTF-8; ends with a line end. */
export function quotedPrintable(text: string): string {
  const lines = text
    .toWellFormed()
    .replaceAll(/\r\n?|\n/g, '\n')
    .split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${softBroken(line)}\r\n`).join('');
}

function softBroken(line: string): string {
  const out: string[] = [];
  let length = 0;
  const bytes = Buffer.from(line);
  for (const [at, byte] of bytes.entries()) {
    const isBlankAtEnd = (byte === 0x20 || byte === 0x09) && at === bytes.length - 1;
    const isPlain = (byte >= 0x20 && byte <= 0x7e && byte !== 0x3d) || byte === 0x09;
    const piece =
      isPlain && !isBlankAtEnd
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (length + piece.length > 75) {
      out.push('=\r\n');
      length = 0;
    }
    out.push(piece);
    length += piece.length;
  }
  return out.join('');
}

/** Base64 in lines of 76 characters; ends with a line end. */
export function base64Lines(bytes: Buffer): string {
  return `${(bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')}\r\n`;
}

/** A multipart body: the boundary for its Content-Type, and the bytes. The same parts give the same bytes. */
export function multipart(parts: readonly Buffer[]): { boundary: string; body: Buffer } {
  const all = Buffer.concat(parts);
  let boundary = '';
  for (let round = 0; boundary === '' || all.includes(boundary); round += 1) {
    const digest = createHash('sha256').update(String(round)).update(all).digest('hex');
    boundary = `=_${digest.slice(0, 32)}`;
  }
  const pieces = parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), part, Buffer.from('\r\n')]);
  return { boundary, body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]) };
}

/** One part of a multipart: its header fields, a blank line, its body without the line end that the boundary brings. */
export function part(fields: readonly string[], body: Buffer | string): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return Buffer.concat([Buffer.from(`${fields.join('')}\r\n`), bytes]);
}

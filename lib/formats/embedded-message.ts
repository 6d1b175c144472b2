// A mail that stands inside other bytes, as a part for the readers of reported mail.
// Promise: pure, copies nothing; the quoted mbox line that some reporters leave on top is skipped.

import type { MimePart } from '../mime/types';

const LF = 0x0a;

/** A `message/rfc822` part over `bytes` from `start` to their end. */
export function embeddedMessage(bytes: Buffer, start = 0): MimePart {
  return {
    type: 'message/rfc822',
    parameters: new Map(),
    encoding: '7bit',
    header: { fields: [], bodyStart: 0, excess: null },
    bytes,
    bodyStart: skipQuotedMboxLine(bytes, start),
    bodyEnd: bytes.length,
    depth: 1,
    children: [],
    memory: { decoded: null, embeddedHeader: null },
  };
}

/** `"From user@example.com Sun, 3 Feb …"` in quotes is no field and no mbox line (RFC 4155) either. */
function skipQuotedMboxLine(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] === LF || bytes[at] === 0x0d)) at += 1;
  if (bytes.toString('latin1', at, at + 6) !== '"From ') return at;
  const end = bytes.indexOf(LF, at);
  return end < 0 ? bytes.length : end + 1;
}

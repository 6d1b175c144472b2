// The bounded walker: a mail's bytes to its MIME tree.
// Promise: never throws; goes over each byte at most MAIL_LIMITS.workFactor times, counted; a limit that
// is passed ends the walk with its code. Embedded messages are leaves: what they hold is their own affair.
// Source: RFC 2046 §5.1.

import { headerStart, readHeader, type Header } from './header';
import { MAIL_LIMITS } from './limits';
import { withLineFeeds } from './line-ends';
import { decodeBody, isEncoded } from './transfer-encoding';
import type { MailReading, MimePart } from './types';
import { makePart, walkParts, type GrowingPart, type Walk } from './walk-parts';
import { countKept, measureWork } from './work';

/** Walks one mail. `raw` is not changed and must not be changed while the result is in use. */
export function readMail(raw: Buffer): MailReading {
  const { result, work } = measureWork(() => walkMail(raw));
  const { root, walk } = result;
  if (walk.fault === null) return { outcome: 'mail', root, work };
  const { header } = root;
  const isHeaderWhole = header.excess === null && header.fields.length > 0;
  return {
    outcome: 'broken',
    reason: walk.fault,
    header: isHeaderWhole ? header : null,
    type: root.type,
    work,
  };
}

function walkMail(raw: Buffer): { root: MimePart; walk: Walk } {
  const isTooLarge = raw.length > MAIL_LIMITS.mailBytes;
  const bytes = isTooLarge ? raw : withLineFeeds(raw);
  const start = headerStart(bytes, 0, bytes.length);
  const header = readHeader(bytes, start, bytes.length);
  const fault = isTooLarge ? 'mail-too-large' : header.excess;
  const walk: Walk = { parts: 0, headerBytes: 0, headerFields: 0, fault, containers: [] };
  const root = makePart({ bytes, start, depth: 0, defaultType: 'text/plain' }, header, walk);
  walkParts(root, walk);
  // What is encoded inside of one that was stays a leaf: every level would cost the whole mail again.
  for (const container of walk.containers.splice(0)) openContainer(container, walk);
  return { root, walk };
}

/** The tree of a message whose header was read already, from its `bytes`; what is beyond a limit is left out. */
export function walkMessage(bytes: Buffer, header: Header): MimePart {
  const walk: Walk = { parts: 0, headerBytes: 0, headerFields: 0, fault: null, containers: [] };
  const root = makePart({ bytes, start: 0, depth: 0, defaultType: 'text/plain' }, header, walk);
  if (root.type.startsWith('multipart/')) walkParts(root, walk);
  return root;
}

/** RFC 2045 §6.4 forbids to encode a multipart as a whole; gateways do it all the same. */
function openContainer(part: GrowingPart, walk: Walk): void {
  if (part.children.length > 0 || walk.fault !== null) return;
  const bytes = decodedBody(part, MAIL_LIMITS.mailBytes);
  const decoded: GrowingPart = { ...part, bytes, encoding: '7bit', bodyStart: 0, bodyEnd: bytes.length };
  walkParts(decoded, walk);
  if (decoded.children.length > 0) Object.assign(part, decoded);
}

/** The leaves of a tree in the order of the mail. */
export function leafParts<Part extends { readonly children: readonly Part[] }>(part: Part): Part[] {
  const leaves: Part[] = [];
  collectLeaves(part, leaves);
  return leaves;
}

function collectLeaves<Part extends { readonly children: readonly Part[] }>(
  part: Part,
  leaves: Part[],
): void {
  if (part.children.length === 0) leaves.push(part);
  for (const child of part.children) collectLeaves(child, leaves);
}

/** A part's body decoded, at most `maxBytes` of it. */
export function decodedBody(part: MimePart, maxBytes: number): Buffer {
  const { bytes: source, bodyStart, bodyEnd, encoding, memory } = part;
  if (!isEncoded(encoding)) return source.subarray(bodyStart, Math.min(bodyEnd, bodyStart + maxBytes));
  const known = memory.decoded;
  if (known !== null && (known.isWhole || known.bytes.length >= maxBytes)) {
    return known.bytes.subarray(0, maxBytes);
  }
  // Who asks for more than somebody before gets all, so that nothing is decoded a third time.
  const wanted = known === null ? maxBytes : MAIL_LIMITS.mailBytes;
  const bytes = decodeBody(source.subarray(bodyStart, bodyEnd), encoding, wanted);
  countKept(bytes.length);
  memory.decoded = { bytes, isWhole: bytes.length < wanted };
  return bytes.subarray(0, maxBytes);
}

// The bounded walker: a mail's bytes to its MIME tree.
// Promise: never throws; time linear in the size times the nesting allowed; a limit that is passed
// ends the walk with its code. Embedded messages are leaves: what they hold is their own affair.
// Source: RFC 2046 §5.1.

import { splitAtBoundary } from './boundaries';
import { firstValue, readHeader, skipBlankLines, withLineFeeds, type Header } from './header';
import { MAIL_LIMITS } from './limits';
import { readStructuredValue, type StructuredValue } from './parameters';
import { decodeBody, encodingName, isEncoded } from './transfer-encoding';
import type { MailFault, MailReading, MimePart } from './types';

interface Walk {
  parts: number;
  lookalikes: number;
  scannedBytes: number;
  fault: MailFault | null;
}

interface Range {
  bytes: Buffer;
  start: number;
  end: number;
  depth: number;
  defaultType: string;
}

/** Walks one mail. `raw` is not changed and must not be changed while the result is in use. */
export function readMail(raw: Buffer): MailReading {
  const isTooLarge = raw.length > MAIL_LIMITS.mailBytes;
  const bytes = isTooLarge ? raw : withLineFeeds(raw);
  const walk: Walk = { parts: 0, lookalikes: 0, scannedBytes: 0, fault: null };
  const end = bytes.length;
  const start = skipBlankLines(bytes, 0, end);
  const header = readHeader(bytes, start, end);
  walk.fault = isTooLarge ? 'mail-too-large' : header.excess;
  const root = readPart({ bytes, start, end, depth: 0, defaultType: 'text/plain' }, header, walk);
  const { scannedBytes } = walk;
  if (walk.fault === null) return { outcome: 'mail', root, scannedBytes };
  const isHeaderWhole = header.excess === null && header.fields.length > 0;
  return {
    outcome: 'broken',
    reason: walk.fault,
    header: isHeaderWhole ? header : null,
    type: root.type,
    scannedBytes,
  };
}

/** The leaves of a tree in the order of the mail. */
export function leafParts(part: MimePart): MimePart[] {
  const leaves: MimePart[] = [];
  collectLeaves(part, leaves);
  return leaves;
}

function collectLeaves(part: MimePart, leaves: MimePart[]): void {
  if (part.children.length === 0) leaves.push(part);
  for (const child of part.children) collectLeaves(child, leaves);
}

/** A part's body decoded, at most `maxBytes` of it. */
export function decodedBody(part: MimePart, maxBytes: number): Buffer {
  return decodeBody(part.bytes.subarray(part.bodyStart, part.bodyEnd), part.encoding, maxBytes);
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();
const NO_CHILDREN: readonly MimePart[] = [];

function readPart(range: Range, header: Header, walk: Walk): MimePart {
  walk.parts += 1;
  walk.scannedBytes += header.bodyStart - range.start;
  if (walk.parts > MAIL_LIMITS.parts) walk.fault ??= 'too-many-parts';
  if (range.depth > MAIL_LIMITS.depth) walk.fault ??= 'too-deep';
  const { value: type, parameters } = contentType(header, range.defaultType);
  const part = {
    type,
    parameters,
    encoding: encodingName(firstValue(header.fields, 'content-transfer-encoding')),
    header,
    bytes: range.bytes,
    bodyStart: Math.min(header.bodyStart, range.end),
    bodyEnd: range.end,
    depth: range.depth,
    children: NO_CHILDREN,
  };
  const boundary = parameters.get('boundary') ?? '';
  if (!type.startsWith('multipart/') || !isUsableBoundary(boundary) || walk.fault !== null) return part;
  part.children = readChildren(part, boundary, walk);
  if (part.children.length > 0 || !isEncoded(part.encoding)) return part;
  // RFC 2045 §6.4 forbids encoding a container; gateways do it all the same.
  part.bytes = decodedBody(part, MAIL_LIMITS.mailBytes);
  part.encoding = '7bit';
  part.bodyStart = 0;
  part.bodyEnd = part.bytes.length;
  part.children = readChildren(part, boundary, walk);
  return part;
}

function readChildren(part: MimePart, boundary: string, walk: Walk): MimePart[] {
  const { bytes, bodyStart, bodyEnd } = part;
  const children: MimePart[] = [];
  const depth = part.depth + 1;
  const defaultType = part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  walk.scannedBytes += bodyEnd - bodyStart;
  const split = splitAtBoundary(bytes, bodyStart, bodyEnd, boundary, (start, end) => {
    const header = readHeader(bytes, start, end, 'part');
    walk.fault ??= header.excess;
    children.push(readPart({ bytes, start, end, depth, defaultType }, header, walk));
    return walk.fault === null;
  });
  walk.lookalikes += split.lookalikes;
  if (walk.lookalikes > MAIL_LIMITS.boundaryLookalikes) walk.fault ??= 'too-many-boundary-lookalikes';
  return children;
}

function contentType(header: Header, defaultType: string): StructuredValue {
  const text = firstValue(header.fields, 'content-type');
  if (text === null || text === '') return { value: defaultType, parameters: NO_PARAMETERS };
  const read = readStructuredValue(text);
  if (/^[^\s/]{1,100}\/[^\s/]{1,100}$/.test(read.value)) return read;
  const type = read.value.replace(/\s+/g, '').slice(0, MAIL_LIMITS.fieldNameChars);
  return { value: type.includes('/') ? type : defaultType, parameters: read.parameters };
}

function isUsableBoundary(boundary: string): boolean {
  return boundary !== '' && boundary.length <= MAIL_LIMITS.boundaryChars;
}

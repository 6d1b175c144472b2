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
  const isOldMac = !raw.subarray(0, MAIL_LIMITS.mailBytes).includes(0x0a) && raw.includes(0x0d);
  const isTooLarge = raw.length > MAIL_LIMITS.mailBytes;
  const bytes = isOldMac && !isTooLarge ? withLineFeeds(raw) : raw;
  const walk: Walk = { parts: 0, lookalikes: 0, scannedBytes: 0, fault: null };
  const end = bytes.length;
  const start = skipBlankLines(bytes, 0, end);
  const header = readHeader(bytes, start, end);
  walk.fault = isTooLarge ? 'mail-too-large' : header.excess;
  const root = readPart({ bytes, start, end, depth: 0, defaultType: 'text/plain' }, header, walk);
  const { scannedBytes } = walk;
  if (walk.fault === null) return { outcome: 'mail', root, scannedBytes };
  const isHeaderWhole = header.excess === null && header.fields.length > 0;
  return { outcome: 'broken', reason: walk.fault, header: isHeaderWhole ? header : null, scannedBytes };
}

/** The leaves of a tree in the order of the mail. */
export function leafParts(part: MimePart): MimePart[] {
  if (part.children.length === 0) return [part];
  return part.children.flatMap(leafParts);
}

/** A part's body decoded, at most `maxBytes` of it. */
export function decodedBody(part: MimePart, maxBytes: number): Buffer {
  return decodeBody(part.bytes.subarray(part.bodyStart, part.bodyEnd), part.encoding, maxBytes);
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

function readPart(range: Range, header: Header, walk: Walk): MimePart {
  walk.parts += 1;
  walk.scannedBytes += header.bodyStart - range.start;
  if (walk.parts > MAIL_LIMITS.parts) walk.fault ??= 'too-many-parts';
  if (range.depth > MAIL_LIMITS.depth) walk.fault ??= 'too-deep';
  const { value, parameters } = contentType(header, range.defaultType);
  const encoding = encodingName(firstValue(header.fields, 'content-transfer-encoding'));
  const bodyStart = Math.min(header.bodyStart, range.end);
  const base = { type: value, parameters, header, depth: range.depth };
  const own = { bytes: range.bytes, bodyStart, bodyEnd: range.end };
  const boundary = parameters.get('boundary') ?? '';
  if (!value.startsWith('multipart/') || !isUsableBoundary(boundary) || walk.fault !== null) {
    return { ...base, ...own, encoding, children: [] };
  }
  const children = readChildren({ ...range, start: bodyStart }, boundary, value, walk);
  if (children.length > 0 || !isEncoded(encoding)) return { ...base, ...own, encoding, children };
  // RFC 2045 §6.4 forbids encoding a container; gateways do it all the same.
  const body = range.bytes.subarray(bodyStart, range.end);
  const decoded = decodeBody(body, encoding, MAIL_LIMITS.mailBytes);
  const inner = { ...range, bytes: decoded, start: 0, end: decoded.length };
  return {
    ...base,
    bytes: decoded,
    bodyStart: 0,
    bodyEnd: decoded.length,
    encoding: '7bit',
    children: readChildren(inner, boundary, value, walk),
  };
}

function readChildren(range: Range, boundary: string, type: string, walk: Walk): MimePart[] {
  const children: MimePart[] = [];
  const defaultType = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  walk.scannedBytes += range.end - range.start;
  const split = splitAtBoundary(range.bytes, range.start, range.end, boundary, (start, end) => {
    const header = readHeader(range.bytes, start, end);
    walk.fault ??= header.excess;
    const child = { bytes: range.bytes, start, end, depth: range.depth + 1, defaultType };
    children.push(readPart(child, header, walk));
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
  const type = read.value.replaceAll(/\s/g, '').slice(0, 200);
  return { value: type.includes('/') ? type : defaultType, parameters: read.parameters };
}

function isUsableBoundary(boundary: string): boolean {
  return boundary !== '' && boundary.length <= MAIL_LIMITS.boundaryChars;
}

// The MIME tree in one pass: parts open and close at the delimiter lines as they come.
// Promise: every byte of a body is searched once, whatever the nesting; never throws; a limit that is
// passed ends the walk with its code. Source: RFC 2046 §5.1.

import { endBefore, isUsableBoundary, OpenBoundaries, type Delimiter } from './boundaries';
import { firstValue, readHeader, type Header } from './header';
import { MAIL_LIMITS } from './limits';
import { readStructuredValue, type StructuredValue } from './parameters';
import { encodingName, isEncoded } from './transfer-encoding';
import type { MailFault, MimePart } from './types';

/** What one walk has met so far. */
export interface Walk {
  parts: number;
  headerBytes: number;
  headerFields: number;
  fault: MailFault | null;
  /** Multiparts that are encoded as a whole. */
  readonly containers: GrowingPart[];
}

/** A part under construction: its end is known when its parent's next delimiter is. */
export interface GrowingPart extends MimePart {
  bodyStart: number;
  bodyEnd: number;
  children: GrowingPart[];
}

interface PartPlace {
  bytes: Buffer;
  start: number;
  depth: number;
  defaultType: string;
}

/** The same for text that is no ASCII, which has other blanks. */
const PROPER_TYPE = /^[^\s/]{1,100}\/[^\s/]{1,100}$/;
const SLASH = 0x2f;

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** Makes a part of its header; its body reaches to the end of the bytes until something ends it. */
export function makePart(place: PartPlace, header: Header, walk: Walk): GrowingPart {
  walk.parts += 1;
  walk.headerBytes += header.bodyStart - place.start;
  walk.headerFields += header.fields.length;
  if (walk.parts > MAIL_LIMITS.parts) walk.fault ??= 'too-many-parts';
  if (place.depth > MAIL_LIMITS.depth) walk.fault ??= 'too-deep';
  if (walk.headerBytes > MAIL_LIMITS.allHeaderBytes) walk.fault ??= 'header-too-large';
  if (walk.headerFields > MAIL_LIMITS.allHeaderFields) walk.fault ??= 'too-many-header-fields';
  const { value: type, parameters } = contentType(header, place.defaultType);
  return {
    type,
    parameters,
    encoding: encodingName(firstValue(header.fields, 'content-transfer-encoding')),
    header,
    bytes: place.bytes,
    bodyStart: header.bodyStart,
    bodyEnd: place.bytes.length,
    depth: place.depth,
    children: [],
    memory: { decoded: null, embeddedHeader: null },
  };
}

/** Hangs the parts of a multipart, and theirs, below `root`, whose body reaches to the end of its bytes. */
export function walkParts(root: GrowingPart, walk: Walk): void {
  const { bytes } = root;
  const boundaries = new OpenBoundaries(bytes);
  // The parts whose end is not known yet, outermost first; a boundary's level is its part's place here.
  const open: GrowingPart[] = [root];
  openBoundary(root, 0, boundaries, walk);
  let at = root.bodyStart;
  while (walk.fault === null) {
    const delimiter = boundaries.next(at);
    if (delimiter === null) return;
    at = delimiter.next;
    closeParts(open, delimiter, boundaries);
    const parent = open[delimiter.level];
    if (delimiter.isLast || parent === undefined || at >= bytes.length) continue;
    const header = readHeader(bytes, at, bytes.length, boundaries);
    walk.fault ??= header.excess;
    const defaultType = parent.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    const part = makePart({ bytes, start: at, depth: parent.depth + 1, defaultType }, header, walk);
    parent.children.push(part);
    openBoundary(part, open.length, boundaries, walk);
    open.push(part);
    at = header.bodyStart;
  }
}

function openBoundary(part: GrowingPart, level: number, boundaries: OpenBoundaries, walk: Walk): void {
  const boundary = part.parameters.get('boundary') ?? '';
  if (!part.type.startsWith('multipart/') || !isUsableBoundary(boundary)) return;
  boundaries.open(level, boundary);
  if (isEncoded(part.encoding)) walk.containers.push(part);
}

/** A delimiter ends every part below its own multipart, and the last one its boundary, too. */
function closeParts(open: GrowingPart[], delimiter: Delimiter, boundaries: OpenBoundaries): void {
  while (open.length > delimiter.level + 1) {
    const part = open.pop();
    if (part === undefined) return;
    part.bodyEnd = endBefore(part.bytes, Math.min(part.bodyStart, delimiter.start), delimiter.start);
    part.bodyStart = Math.min(part.bodyStart, part.bodyEnd);
  }
  boundaries.closeFrom(delimiter.isLast ? delimiter.level : delimiter.level + 1);
}

function contentType(header: Header, defaultType: string): StructuredValue {
  const text = firstValue(header.fields, 'content-type');
  if (text === null || text === '') return { value: defaultType, parameters: NO_PARAMETERS };
  const read = readStructuredValue(text);
  if (isProperType(read.value)) return read;
  const type = read.value.replace(/\s+/g, '').slice(0, MAIL_LIMITS.fieldNameChars);
  return { value: type.includes('/') ? type : defaultType, parameters: read.parameters };
}

/** Two tokens of at most a hundred characters around one slash. */
function isProperType(value: string): boolean {
  const slash = value.indexOf('/');
  if (slash < 1 || slash > 100 || slash === value.length - 1 || value.length - slash > 101) return false;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code > 0x7f) return PROPER_TYPE.test(value);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code === SLASH && at !== slash)) return false;
  }
  return true;
}

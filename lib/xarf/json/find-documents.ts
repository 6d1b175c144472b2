// Where a mail holds XARF JSON, and whether it claims to.
// Promise: every leaf of the outer tree is looked at, whatever its type or name; the mail that is reported is not entered.
// Most leaves cost a look at their first bytes. Source: docs/formats.md, order of detection, first step.

import { MAIL_LIMITS } from '../../mime/limits';
import { decodedBody, leafParts } from '../../mime/read-mail';
import { isEncoded } from '../../mime/transfer-encoding';
import type { MimePart } from '../../mime/types';

/** What was found: bodies that are or claim to be XARF documents, in the order of the mail. */
export interface FoundDocuments {
  bodies: Buffer[];
  /** The parts that the bodies stand in, in the same order. */
  parts: MimePart[];
  /** True where there is such a body, or the mail's machine part says `Feedback-Type: xarf`. */
  isXarf: boolean;
}

/** Blank space before the first brace: real ones have a line or two. */
const HEAD_BYTES = 256;
/** Blanks of JSON (RFC 8259 §2), and the bytes of a mark that it is UTF-8. */
const IGNORED = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);
const OPENING_BRACE = 0x7b;
/** A feedback part of XARF says one line. */
const FEEDBACK_BYTES = 4_096;
/** Version 4 is known by its version, those before by their reporter. */
const MARKERS = ['"xarf_version"', '"ReporterInfo"'];

/** Looks for XARF documents in one mail. */
export function findDocuments(mail: MimePart): FoundDocuments {
  const leaves = leafParts(mail);
  const isDeclared = leaves.some(declaresXarf);
  const bodies: Buffer[] = [];
  const parts: MimePart[] = [];
  for (const leaf of leaves) {
    if (bodies.length >= MAIL_LIMITS.jsonReports) break;
    const isNamed = isNamedXarf(leaf);
    if (leaf.type.startsWith('message/') || (!isNamed && !beginsAsObject(leaf))) continue;
    const body = decodedBody(leaf, MAIL_LIMITS.jsonBytes + 1);
    const isMarked = MARKERS.some((marker) => body.includes(marker));
    if (!isNamed && !isMarked && !(isDeclared && leaf.type.includes('json'))) continue;
    bodies.push(body);
    parts.push(leaf);
  }
  return { bodies, parts, isXarf: isDeclared || bodies.length > 0 };
}

/** The first byte that says something; looked at in place, because every leaf of every mail comes by here. */
function beginsAsObject(leaf: MimePart): boolean {
  const isPlain = !isEncoded(leaf.encoding);
  const bytes = isPlain ? leaf.bytes : decodedBody(leaf, HEAD_BYTES);
  const start = isPlain ? leaf.bodyStart : 0;
  const end = Math.min(isPlain ? leaf.bodyEnd : bytes.length, start + HEAD_BYTES);
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!IGNORED.has(byte)) return byte === OPENING_BRACE;
  }
  return false;
}

function isNamedXarf(leaf: MimePart): boolean {
  const name = (leaf.parameters.get('name') ?? '').slice(-MAIL_LIMITS.fieldNameChars);
  return (
    /^application\/(?:[\w.-]+[.+-])?xarf\b/.test(leaf.type) || /(?:^|[./_-])xarf[\w.-]*\.json$/i.test(name)
  );
}

/** The machine part says so in its body, encoded or not, or in its header. */
function declaresXarf(leaf: MimePart): boolean {
  if (leaf.type !== 'message/feedback-report') return false;
  const inHeader = leaf.header.fields.some((field) => field.key === 'feedback-type' && isXarf(field.value));
  return inHeader || isXarf(/^feedback-type[ \t]*:(.*)$/im.exec(feedbackText(leaf))?.[1] ?? '');
}

function feedbackText(leaf: MimePart): string {
  return decodedBody(leaf, FEEDBACK_BYTES).toString('latin1');
}

function isXarf(value: string): boolean {
  return value.trim().toLowerCase() === 'xarf';
}

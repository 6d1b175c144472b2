// Which part of a report holds the mail complained about.
// Promise: pure; the declared types win, then whatever looks like a header block. It is searched
// behind the feedback part first, as RFC 5965 §2.e orders them, then before it.

import { readHeader, headerStart } from '../mime/header';
import { decodedBody } from '../mime/read-mail';
import type { ReportedMessage } from '../formats/types';
import type { MimePart } from '../mime/types';
import type { Notes } from './field-values';

/** The part with the reported mail, and whether it holds all of it or its header. */
export interface OriginalPart {
  part: MimePart;
  kind: ReportedMessage['kind'];
}

/** RFC 5965 §2.e names the first and the third; the others are seen, or of RFC 6532 (global). */
const KIND_BY_TYPE: ReadonlyMap<string, ReportedMessage['kind']> = new Map([
  ['message/rfc822', 'message'],
  ['message/global', 'message'],
  ['text/rfc822-headers', 'headers'],
  ['text/rfc822-header', 'headers'],
  ['text/rfc822', 'message'],
  ['message/rfc822-headers', 'headers'],
  ['message/rfc822-header', 'headers'],
  ['message/global-headers', 'headers'],
]);

const REGISTERED = new Set([
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/global-headers',
]);

/**
 * Finds the reported mail among the leaves of the report, or null. `siblings` are the parts beside the
 * feedback part: one of them counts more than what stands deeper or further out.
 */
export function findOriginalPart(
  leaves: readonly MimePart[],
  feedbackPart: MimePart,
  notes: Notes,
  siblings: readonly MimePart[] = leaves,
): OriginalPart | null {
  const index = leaves.indexOf(feedbackPart);
  const behind = leaves.slice(index + 1);
  const found = declaredIn(behind, leaves.slice(0, index), siblings);
  if (found !== null) {
    if (!REGISTERED.has(found.type)) notes.add(`orig:type:${found.type.slice(0, 60)}`);
    if (!behind.includes(found)) notes.add('orig:before-feedback-part');
    return { part: found, kind: kindOf(found) ?? 'message' };
  }
  const guessed = behind.find(beginsLikeHeader);
  if (guessed === undefined) return null;
  notes.add(`orig:type:${guessed.type.slice(0, 60)}`);
  return { part: guessed, kind: 'message' };
}

/** The first sibling whose type says that it holds a mail, or else the first other part. */
function declaredIn(
  behind: readonly MimePart[],
  before: readonly MimePart[],
  siblings: readonly MimePart[],
): MimePart | null {
  let other: MimePart | null = null;
  for (const parts of [behind, before]) {
    for (const part of parts) {
      if (kindOf(part) === null) continue;
      if (siblings.includes(part)) return part;
      other ??= part;
    }
  }
  return other;
}

/** The leaves of a mail without those of other reports: what these are about is not what this one is about. */
export function ownLeaves(mail: MimePart, container: MimePart): MimePart[] {
  const leaves: MimePart[] = [];
  collectOwnLeaves(mail, container, leaves);
  return leaves;
}

function collectOwnLeaves(mail: MimePart, container: MimePart, leaves: MimePart[]): void {
  if (mail.children.length === 0) leaves.push(mail);
  for (const part of mail.children) {
    if (part === container || !holdsFeedbackPart(part)) collectOwnLeaves(part, container, leaves);
  }
}

/** True for a multipart with a feedback part among its own parts. */
export function holdsFeedbackPart(part: MimePart): boolean {
  return part.children.some(isFeedbackPart);
}

/** True for a part of the type of RFC 5965 §7.2. */
export function isFeedbackPart(part: MimePart): boolean {
  return part.type === 'message/feedback-report' && part.children.length === 0;
}

function kindOf(part: MimePart): ReportedMessage['kind'] | null {
  return KIND_BY_TYPE.get(part.type) ?? null;
}

const TYPICAL_FIELDS = new Set(['received', 'from', 'to', 'subject', 'date', 'message-id', 'return-path']);

/** Three typical fields at the beginning: no sentence of a person looks like that. */
function beginsLikeHeader(part: MimePart): boolean {
  const body = decodedBody(part, 16_384);
  const start = headerStart(body, 0, body.length);
  const { fields } = readHeader(body, start, body.length);
  const typical = new Set(fields.map((field) => field.key).filter((key) => TYPICAL_FIELDS.has(key)));
  return typical.size >= 3 && fields[0]?.key !== '';
}

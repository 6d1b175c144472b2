// Which part of a report holds the mail complained about.
// Promise: pure; the declared types win, then whatever looks like a header block. It is searched
// behind the feedback part first, as RFC 5965 §2.e orders them, then before it.

import { readHeader, headerStart } from '../mime/header';
import { decodedBody } from '../mime/read-mail';
import type { ReportedMessage } from '../formats/types';
import type { MimePart } from '../mime/types';
import type { Notes } from './field-values';

interface OriginalPart {
  part: MimePart;
  kind: ReportedMessage['kind'];
}

/** RFC 5965 §2.e names the first and the third; the others are seen, or of RFC 6532 (global). */
const KIND_BY_TYPE: Readonly<Record<string, ReportedMessage['kind']>> = {
  'message/rfc822': 'message',
  'message/global': 'message',
  'text/rfc822-headers': 'headers',
  'text/rfc822-header': 'headers',
  'text/rfc822': 'message',
  'message/rfc822-headers': 'headers',
  'message/rfc822-header': 'headers',
  'message/global-headers': 'headers',
};

const REGISTERED = new Set([
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/global-headers',
]);

/** Finds the reported mail among the leaves of the report, or null. */
export function findOriginalPart(
  leaves: readonly MimePart[],
  feedbackPart: MimePart,
  notes: Notes,
): OriginalPart | null {
  const index = leaves.indexOf(feedbackPart);
  const behind = leaves.slice(index + 1);
  const before = leaves.slice(0, index);
  const declared = [...behind, ...before].find((part) => kindOf(part) !== null);
  if (declared !== undefined) {
    if (!REGISTERED.has(declared.type)) notes.add(`orig:type:${declared.type.slice(0, 60)}`);
    if (behind.indexOf(declared) < 0) notes.add('orig:before-feedback-part');
    return { part: declared, kind: kindOf(declared) ?? 'message' };
  }
  const guessed = behind.find(beginsLikeHeader);
  if (guessed === undefined) return null;
  notes.add(`orig:type:${guessed.type.slice(0, 60)}`);
  return { part: guessed, kind: 'message' };
}

function kindOf(part: MimePart): ReportedMessage['kind'] | null {
  return Object.hasOwn(KIND_BY_TYPE, part.type) ? (KIND_BY_TYPE[part.type] ?? null) : null;
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

// The machine-readable part: its fields, wherever and however encoded they stand.
// Promise: pure, bounded by MAIL_LIMITS.machinePartBytes; decodes what the part says, and once or
// twice more where the result is still base64. Source: RFC 5965 §2.d and §7.1 (7bit only, which
// many generators ignore).

import { readFields, type HeaderField } from '../mime/header';
import { MAIL_LIMITS } from '../mime/limits';
import { decodedBody } from '../mime/read-mail';
import type { MimePart } from '../mime/types';
import type { Notes } from './field-values';
import { splitOneLine } from './one-line';

export type MachinePart =
  | { outcome: 'fields'; fields: readonly HeaderField[] }
  | { outcome: 'broken'; reason: 'feedback-part-too-large' | 'feedback-part-empty' };

/** Rounds of base64 inside base64 that are undone: two have been seen, the third is margin. */
const EXTRA_BASE64_ROUNDS = 2;

/** Reads the fields of one feedback part. */
export function readMachinePart(part: MimePart, notes: Notes): MachinePart {
  let body = decodedBody(part, MAIL_LIMITS.machinePartBytes + 1);
  if (part.encoding === 'base64' || part.encoding === 'quoted-printable') {
    notes.add(`struct:feedback-part-${part.encoding}`);
  }
  for (let round = 0; round < EXTRA_BASE64_ROUNDS && looksLikeBase64(body); round += 1) {
    notes.add(
      part.encoding === 'base64' ? 'struct:feedback-part-base64-twice' : 'struct:feedback-part-base64',
    );
    body = Buffer.from(body.toString('latin1'), 'base64');
  }
  if (body.length > MAIL_LIMITS.machinePartBytes) {
    return { outcome: 'broken', reason: 'feedback-part-too-large' };
  }
  const fields = splitOneLine(readFields(withoutIndent(body)), notes);
  if (fields.length >= MAIL_LIMITS.headerFields) notes.add('struct:too-many-fields');
  const inHeader = fieldsInPartHeader(part);
  if (inHeader.length > 0) notes.add('struct:fields-in-part-header');
  const all = inHeader.length === 0 ? fields : [...inHeader, ...fields];
  if (!all.some((field) => field.key !== '')) return { outcome: 'broken', reason: 'feedback-part-empty' };
  return { outcome: 'fields', fields: all };
}

/** From the first character on: a block that was indented as a whole would else begin with a continuation. */
function withoutIndent(body: Buffer): Buffer {
  let start = 0;
  while (isBlank(body[start])) start += 1;
  return start === 0 ? body : body.subarray(start);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** Where the blank line was forgotten, report fields stand in the part's own header. */
function fieldsInPartHeader(part: MimePart): HeaderField[] {
  const { fields } = part.header;
  if (part.depth === 0 || !fields.some((field) => field.key === 'feedback-type')) return [];
  return fields.filter((field) => !field.key.startsWith('content-') && field.key !== 'mime-version');
}

/** True where the text holds nothing but base64 characters and line ends, and enough of them. */
function looksLikeBase64(body: Buffer): boolean {
  let length = 0;
  for (const byte of body) {
    if (byte === 0x0a || byte === 0x0d || byte === 0x20) continue;
    if (!isBase64Character(byte)) return false;
    length += 1;
  }
  return length >= 16;
}

function isBase64Character(byte: number): boolean {
  const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  const isDigit = byte >= 0x30 && byte <= 0x39;
  return isLetter || isDigit || byte === 0x2b || byte === 0x2f || byte === 0x3d;
}

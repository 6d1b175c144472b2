// The document as it goes on into rows and onto screens.
// Promise: plain data for Postgres JSON: no NUL, well-formed, bounded in every direction; what was left out is noted.
// Source: XARF 4.2.0 (`_internal` MUST NOT be transmitted: it is dropped).

import { MAIL_LIMITS } from '../../mime/limits';
import { safeText } from '../../mime/text';
import { asRecord } from './values';

interface Keeping {
  /** Characters of evidence that may still be kept. */
  evidenceChars: number;
  notes: Set<string>;
}

/** The document without `_internal`, cut to what is kept. Notes go to `notes`. */
export function keepDocument(document: Record<string, unknown>, notes: Set<string>): Record<string, unknown> {
  const { _internal: internal, ...rest } = document;
  if (internal !== undefined) notes.add('xarf:internal:dropped');
  return keepMembers(rest, { evidenceChars: MAIL_LIMITS.evidenceChars, notes });
}

function keepMembers(members: Record<string, unknown>, keeping: Keeping): Record<string, unknown> {
  const kept: [string, unknown][] = [];
  for (const [name, value] of Object.entries(members)) {
    const own = safeText(name, MAIL_LIMITS.fieldNameChars);
    if (name !== 'payload' || typeof value !== 'string') kept.push([own, keepValue(value, keeping)]);
    else if (value.length <= keeping.evidenceChars) {
      keeping.evidenceChars -= value.length;
      kept.push([own, safeText(value, value.length)]);
    } else keeping.notes.add('xarf:evidence:payload-in-raw-mail-only');
  }
  return Object.fromEntries(kept);
}

function keepValue(value: unknown, keeping: Keeping): unknown {
  if (typeof value === 'string') {
    if (value.length > MAIL_LIMITS.fieldValueChars) keeping.notes.add('xarf:text:cut');
    return safeText(value, MAIL_LIMITS.fieldValueChars);
  }
  // JSON may write 1e999, which no number of ours can hold.
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.length > MAIL_LIMITS.fieldValues) keeping.notes.add('xarf:list:cut');
    return items.slice(0, MAIL_LIMITS.fieldValues).map((item) => keepValue(item, keeping));
  }
  const members = asRecord(value);
  return members === null ? value : keepMembers(members, keeping);
}

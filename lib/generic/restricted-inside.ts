// Whether a mail that is passed on is a report about sexual abuse of children: then nothing of it may be shown, by
// whatever way it came. Promise: pure, never throws; mails enclosed in enclosed ones are looked into as deep as people
// pass mail on, no deeper.

import { emptyReport } from '../formats/empty-report';
import type { FormatReading } from '../formats/types';
import { MAIL_LIMITS } from '../mime/limits';
import { decodedBody, leafParts, readMail } from '../mime/read-mail';
import type { MimePart } from '../mime/types';
import { mentionsRestricted } from '../xarf/json/restricted';
import { readXarf } from '../xarf/json/read-xarf';
import { readXarfText } from '../xarf/text/read-xarf-text';
import { enclosedKind } from './enclosed-mail';

/** A forward of a forward is common, a third one is not. */
const DEEPEST = 3;

/** What the enclosed mail reports, in XARF's words; null where it is no such report. */
export function restrictedInside(part: MimePart, depth = 1): string | null {
  if (enclosedKind(part) !== 'message') return null;
  // RFC 2046 §5.2.1 forbids it; a file is sent as base64. Undone at every level it would cost more than the mail may.
  if (depth > 1 && part.encoding === 'quoted-printable') return null;
  const reading = readMail(decodedBody(part, MAIL_LIMITS.mailBytes));
  if (reading.outcome === 'broken') return null;
  for (const read of [readXarf, readXarfText]) {
    const category = categoryOf(read(reading.root));
    if (category !== null) return category;
  }
  if (depth >= DEEPEST) return null;
  for (const leaf of leafParts(reading.root)) {
    const category = restrictedInside(leaf, depth + 1);
    if (category !== null) return category;
  }
  return null;
}

function categoryOf(reading: FormatReading): string | null {
  if (reading.outcome === 'broken') return reading.restrictedCategory ?? null;
  if (reading.outcome !== 'report') return null;
  const items = [reading, ...(reading.more ?? [])];
  const restricted = items.find(({ report }) => report.isRestricted);
  return restricted === undefined ? null : (restricted.report.category ?? 'restricted');
}

/** Members that XARF documents of any version begin with. */
const DOCUMENT_MARKS = /"(?:xarf_version|reporterinfo|reporttype)"/i;

/** The same for a report that somebody pasted into a text; whether it is whole is not asked. */
export function restrictedInText(text: string): string | null {
  return DOCUMENT_MARKS.test(text) && mentionsRestricted(text) ? 'content/csam' : null;
}

/** Of a report about sexual abuse of children only that it is one. */
export function setApart(category: string, reason: string): FormatReading {
  const report = { ...emptyReport('other'), category, isRestricted: true };
  return { outcome: 'candidate', reason, findings: [], report, reported: null, text: null };
}

// Whether a mail that is passed on is a report about sexual abuse of children: then nothing of it may be shown, by
// whatever way it came. Promise: pure, never throws; mails enclosed in enclosed ones are looked into as deep as people
// pass mail on, no deeper.

import type { FormatReading } from '../formats/types';
import { MAIL_LIMITS } from '../mime/limits';
import { decodedBody, leafParts, readMail } from '../mime/read-mail';
import type { MimePart } from '../mime/types';
import { readXarf } from '../xarf/json/read-xarf';
import { readXarfText } from '../xarf/text/read-xarf-text';

/** A forward of a forward is common, a third one is not. */
const DEEPEST = 3;

/** What the enclosed mail reports, in XARF's words; null where it is no such report. */
export function restrictedInside(part: MimePart, depth = 1): string | null {
  if (part.type !== 'message/rfc822' && part.type !== 'message/global') return null;
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

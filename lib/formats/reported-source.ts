// The bytes of the mail complained about, for people who look at the evidence.
// Promise: pure, never throws; decoded where its part is encoded; null where the report holds none.
// The same part is chosen as in reading the report.

import { arfOriginalPart } from '../arf/read-arf';
import { jmrpReportedSource } from '../complaint-text/jmrp/read-jmrp';
import { spamcopReportedSource } from '../complaint-text/spamcop/read-spamcop';
import { forwardedSource } from '../generic/read-forwarded';
import { decodedBody, readMail } from '../mime/read-mail';
import { MAIL_LIMITS } from '../mime/limits';
import { xarfReportedSource } from '../xarf/json/read-xarf';
import type { MimePart } from '../mime/types';
import { xarfTextReportedSource } from '../xarf/text/read-xarf-text';

/**
 * The reported mail inside one raw mail, at most MAIL_LIMITS.mailBytes. `ordinal` is the report's place among those of
 * the mail, from 0.
 */
export function reportedSource(raw: Buffer, ordinal = 0): Buffer | null {
  const reading = readMail(raw);
  if (reading.outcome === 'broken') return null;
  const xarf = xarfReportedSource(reading.root, ordinal);
  if (xarf !== null) return xarf.source;
  const arf = arfOriginalPart(reading.root, ordinal);
  if (arf !== null) return arf.part === null ? null : decodedBody(arf.part, MAIL_LIMITS.mailBytes);
  const quoted = quotedSource(reading.root, ordinal);
  return quoted === null ? forwardedSource(reading.root) : quoted.source;
}

/** Formats without a feedback part say themselves where their mail stands; null where the mail is of none of them. */
function quotedSource(mail: MimePart, ordinal: number): { source: Buffer | null } | null {
  const inText = xarfTextReportedSource(mail, ordinal);
  if (inText !== null) return inText;
  const source = spamcopReportedSource(mail) ?? jmrpReportedSource(mail);
  return source === null ? null : { source };
}

// The one entrance for incoming mail: bytes in, one outcome out.
// Promise: pure, never throws, bounded by MAIL_LIMITS; the same bytes give the same outcome.

import { readMail } from '../mime/read-mail';
import { readOuterMessage } from './outer-message';
import { reportFormats } from './registry';
import type { ReportOutcome } from './types';

/**
 * Reads one raw mail. `broken` with `format: null` means that the mail as such passes a limit; with
 * a format, that it claims to be that format and cannot be used. The reasons are kebab-case codes:
 * those of `MailFault`, and those that each format lists.
 */
export function readReport(raw: Buffer): ReportOutcome {
  const reading = readMail(raw);
  if (reading.outcome === 'broken') {
    const outer = reading.header === null ? null : readOuterMessage(reading.header.fields, reading.type);
    return { outcome: 'broken', format: null, reason: reading.reason, outer };
  }
  const { root } = reading;
  const outer = readOuterMessage(root.header.fields, root.type);
  for (const format of reportFormats) {
    const result = format.read(root);
    if (result.outcome === 'not-this-format') continue;
    if (result.outcome === 'report') {
      const { outcome, report, reported, more = [] } = result;
      return { more, outcome, report, reported, format: format.name, outer };
    }
    return { ...result, format: format.name, outer };
  }
  const hasHeader = root.header.fields.some((field) => field.key !== '');
  return { outcome: 'not-a-report', outer: hasHeader ? outer : null };
}

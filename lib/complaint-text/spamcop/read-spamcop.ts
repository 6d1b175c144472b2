// SpamCop's mails to the people behind an address: a report in plain text, a summary of many, an alert.
// Promise: pure, never throws. The ARF variant is the ARF reader's. Recipients are always munged (`x`), so that no
// report names its complainant. Of an advertised web site the site is what is complained about: the mail that
// advertised it came from somebody else, and stands in the source view alone, so that nobody is accused of sending it.

import { deriveClaims } from '../../formats/derive-claims';
import { embeddedMessage } from '../../formats/embedded-message';
import { isMunged, isMungedMessageId } from '../../formats/munged-address';
import { readReportedMessage } from '../../formats/reported-message';
import type { FormatReading, ParsedReport, ReportedMessage, ReportItem } from '../../formats/types';
import { firstValue } from '../../mime/header';
import { MAIL_LIMITS } from '../../mime/limits';
import { decodedBody } from '../../mime/read-mail';
import type { MimePart } from '../../mime/types';
import { readClaims } from './claims';
import { claimInHeader, reportAbout, reportOfHits, type MailFacts } from './reports';
import type { Summary } from './summary';
import { readSummaryMail } from './summary-mail';
import { findSpamcopText, type SpamcopText } from './text-lines';

/** Why a mail with SpamCop's marker cannot be used. */
export type SpamcopFault = 'spamcop-claim-missing' | 'spamcop-rows-unreadable';

/** Reads one mail as SpamCop's. */
export function readSpamcop(mail: MimePart): FormatReading {
  const summary = readSummaryMail(mail);
  if (summary !== null) return readSummaryReports(summary);
  const text = findSpamcopText(mail);
  return text === null ? { outcome: 'not-this-format' } : readClaimedReports(mail, text);
}

/** The bytes of the mail quoted in a report, at most MAIL_LIMITS.mailBytes; null where there is none. */
export function spamcopReportedSource(mail: MimePart): Buffer | null {
  const text = findSpamcopText(mail);
  if (text === null || text.messageStart === null) return null;
  const body = decodedBody(text.part, MAIL_LIMITS.mailBytes);
  return body.subarray(embeddedMessage(body, text.messageStart).bodyStart);
}

/** The part with SpamCop's text, and where in its decoded body the quoted mail begins; null where it is none of SpamCop's. */
export function spamcopMachineText(mail: MimePart): { part: MimePart; messageStart: number | null } | null {
  return findSpamcopText(mail);
}

/** A week without complaints is news, too, and no complaint. */
function readSummaryReports({ hits, unreadableRows }: Summary): FormatReading {
  if (hits.length === 0) {
    return unreadableRows > 0
      ? { outcome: 'broken', reason: 'spamcop-rows-unreadable' satisfies SpamcopFault }
      : { outcome: 'other-mail', facts: { kind: 'empty-summary' }, text: null };
  }
  const note = unreadableRows > 0 ? ['summary:unreadable-rows'] : [];
  const reports = hits.map(reportOfHits);
  return toReading(
    reports.map((report) => ({ report: { ...report, notes: [...report.notes, ...note] }, reported: null })),
  );
}

function readClaimedReports(mail: MimePart, text: SpamcopText): FormatReading {
  const claims = readClaims(text.lines);
  const named = claims.length > 0 ? claims : claimInHeader(mail);
  const quoted = quotedMessage(text);
  const facts: MailFacts = {
    id: reportId(mail),
    lines: text.lines,
    userAgent: firstValue(mail.header.fields, 'x-mailer'),
    quoted: quoted?.message ?? null,
  };
  return toReading(
    named.map((claim) => {
      const { report, reported } = reportAbout(claim, facts);
      return { report: noted(report, quoted), reported };
    }),
  );
}

function quotedMessage(text: SpamcopText): { message: ReportedMessage; notes: string[] } | null {
  if (text.messageStart === null) return null;
  const reading = readReportedMessage(embeddedMessage(text.body, text.messageStart), 'message');
  const isMail = reading.message.headers.length > 0;
  return isMail ? reading : null;
}

function noted(
  report: ParsedReport,
  quoted: { message: ReportedMessage; notes: string[] } | null,
): ParsedReport {
  const notes = new Set([...report.notes, 'struct:no-feedback-part', ...(quoted?.notes ?? ['orig:missing'])]);
  if (quoted?.message.to && isMunged(quoted.message.to)) notes.add('rcpt-to:munged');
  if (isMungedMessageId(quoted?.message.messageId ?? '')) notes.add('orig:message-id-munged');
  return { ...report, notes: [...notes].sort() };
}

function toReading(items: readonly ReportItem[]): FormatReading {
  const [first, ...more] = items.map(({ report, reported }) => ({
    report: deriveClaims(report, reported),
    reported,
  }));
  if (first === undefined)
    return { outcome: 'broken', reason: 'spamcop-claim-missing' satisfies SpamcopFault };
  return { outcome: 'report', ...first, more };
}

/** `[SpamCop (192.0.2.1) id:6012345678]Subject`, or the local part of `6012345678@reports.…`. */
function reportId(mail: MimePart): string | null {
  const subject = firstValue(mail.header.fields, 'subject') ?? '';
  const from = firstValue(mail.header.fields, 'from') ?? '';
  return /\bid:(\d{1,20})\]/.exec(subject)?.[1] ?? /\b(\d{4,20})@reports\./i.exec(from)?.[1] ?? null;
}

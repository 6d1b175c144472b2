// Mail that a person passes on: enclosed as an attachment, inside the text, or as the mail itself (a root of type
// message/rfc822). Promise: pure, never throws; always a candidate, never a report: whoever forwards may complain, ask,
// or just inform. Source: RFC 2046 §5.2.1 (message/rfc822), RFC 6650 §5.5.

import { deriveClaims } from '../formats/derive-claims';
import { embeddedMessage } from '../formats/embedded-message';
import { emptyReport } from '../formats/empty-report';
import { mailText } from '../formats/mail-text';
import { readReportedMessage } from '../formats/reported-message';
import type { Finding, FormatReading, ParsedReport, ReportedMessage } from '../formats/types';
import { MAIL_LIMITS } from '../mime/limits';
import { decodedBody, leafParts } from '../mime/read-mail';
import type { MimePart } from '../mime/types';
import { enclosedKind } from './enclosed-mail';
import { findNames } from './find-names';
import { findInlineMail } from './inline-mail';
import { restrictedInside, restrictedInText, setApart } from './restricted-inside';

/** Reads a mail that is itself nothing but another mail. */
export function readRootMessage(mail: MimePart): FormatReading {
  const kind = enclosedKind(mail);
  return kind === null ? { outcome: 'not-this-format' } : candidate(mail, mail, kind, 'root-message');
}

/** Reads a mail that encloses another one, as an attachment or inside its text. */
export function readForwarded(mail: MimePart): FormatReading {
  const part = enclosedPart(mail);
  if (part !== undefined) return candidate(mail, part, enclosedKind(part) ?? 'message', 'forwarded-mail');
  const inline = findInlineMail(mailText(mail));
  if (inline === null) return { outcome: 'not-this-format' };
  return candidate(mail, embeddedMessage(Buffer.from(inline.header)), 'headers', 'forwarded-inline');
}

/** The bytes of the mail that was passed on, as far as they came; null where the mail passes on none. */
export function forwardedSource(mail: MimePart): Buffer | null {
  const part = enclosedPart(mail);
  if (part !== undefined) return decodedBody(part, MAIL_LIMITS.mailBytes);
  const inline = findInlineMail(mailText(mail));
  return inline === null ? null : Buffer.from(`${inline.header}\r\n${inline.body}`);
}

/** The first enclosed mail, in a mail that is one itself the whole of it. */
function enclosedPart(mail: MimePart): MimePart | undefined {
  return leafParts(mail).find((leaf) => enclosedKind(leaf) !== null);
}

function candidate(
  mail: MimePart,
  part: MimePart,
  kind: ReportedMessage['kind'],
  reason: string,
): FormatReading {
  const text = mailText(mail);
  const category = restrictedInside(part) ?? restrictedInText(text);
  if (category !== null) return setApart(category, reason);
  const { message: reported, notes } = readReportedMessage(part, kind);
  const report = deriveClaims({ ...emptyReport('abuse'), notes: [...notes].sort() }, reported);
  const findings = unique([...namesIn(report, reported), ...findNames(text)]);
  return { outcome: 'candidate', reason, findings, report, reported, text: text || null };
}

/** What the enclosed mail's header names: where it came from and who says to have sent it. */
function namesIn(report: ParsedReport, reported: ReportedMessage): Finding[] {
  const senders = [report.originalMailFrom, reported.returnPath, reported.fromAddress];
  return [
    ...(report.sourceIp === null ? [] : [{ kind: 'ip' as const, value: report.sourceIp }]),
    ...senders.flatMap((value) => (value ? [{ kind: 'mailbox' as const, value }] : [])),
  ];
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.kind} ${finding.value}`, finding])).values()];
}

// Outlook.com's Junk Mail Reporting Program before its change to ARF in 2026.
// Promise: pure, never throws. The reported mail is the only part, with the provider's own fields on top of it; there is
// no machine-readable part, so that everything but the address in the subject is read off that mail and marked so.
// Shapes: multipart/mixed (or nothing) around one message/rfc822; and, unwrapped, the reported mail itself.

import { deriveClaims } from '../../formats/derive-claims';
import { emptyReport } from '../../formats/empty-report';
import { embeddedMessage } from '../../formats/embedded-message';
import { readReportedMessage } from '../../formats/reported-message';
import type { FormatReading, ParsedReport, ReportedMessage } from '../../formats/types';
import { allValues, firstValue } from '../../mime/header';
import { canonicalIp } from '../../mime/ip-addresses';
import { MAIL_LIMITS } from '../../mime/limits';
import { decodedBody, leafParts } from '../../mime/read-mail';
import type { MimePart } from '../../mime/types';

/** The field that only this program writes; it stands on top of the reported mail. */
const RECIPIENT_FIELD = 'x-hmxmroriginalrecipient';
const SUBJECT = 'complaint about message from ';
/** The program's own findings about the mail. The complainant's address (X-Reporter-IP) is left where it is. */
const FINDINGS = ['x-sid-pra', 'x-sid-result', 'x-auth-result', 'x-message-status', 'x-message-delivery'];

/** Reads one mail as a JMRP complaint. Without its wrapper it is a candidate: anyone can write that field. */
export function readJmrp(mail: MimePart): FormatReading {
  const statedIp = addressInSubject(mail);
  const part = onlyMessage(mail);
  if (part !== null) {
    const { message, notes } = readReportedMessage(part, 'message');
    if (statedIp === null && !hasRecipient(message)) return { outcome: 'not-this-format' };
    return { outcome: 'report', report: toReport(message, statedIp, notes), reported: message };
  }
  if (firstValue(mail.header.fields, RECIPIENT_FIELD) === null) return { outcome: 'not-this-format' };
  const { message, notes } = readReportedMessage(embeddedMessage(mail.bytes), 'message');
  if (!hasRecipient(message)) return { outcome: 'not-this-format' };
  const report = toReport(message, null, [...notes, 'struct:no-wrapper']);
  return {
    outcome: 'candidate',
    reason: 'jmrp-unwrapped',
    findings: [],
    report,
    reported: message,
    text: null,
  };
}

/** The bytes of the reported mail, at most MAIL_LIMITS.mailBytes; null where the mail is no JMRP complaint. */
export function jmrpReportedSource(mail: MimePart): Buffer | null {
  const reading = readJmrp(mail);
  if (reading.outcome === 'candidate') return mail.bytes;
  const part = reading.outcome === 'report' ? onlyMessage(mail) : null;
  return part === null ? null : decodedBody(part, MAIL_LIMITS.mailBytes);
}

/** The one embedded message; null where anything else is in the mail, such as a person's words. */
function onlyMessage(mail: MimePart): MimePart | null {
  const leaves = leafParts(mail);
  const messages = leaves.filter((part) => part.type === 'message/rfc822');
  const [only] = messages;
  if (only === undefined || messages.length > 1) return null;
  return leaves.every((part) => part === only || isBlank(part)) ? only : null;
}

function isBlank(part: MimePart): boolean {
  return part.type.startsWith('text/') && decodedBody(part, 1_000).toString('latin1').trim() === '';
}

/** Topmost, that is above the trace: further down it could be the sender's. */
function hasRecipient(message: ReportedMessage): boolean {
  for (const [name] of message.headers) {
    const key = name.toLowerCase();
    if (key === RECIPIENT_FIELD) return true;
    if (key === 'received') return false;
  }
  return false;
}

function addressInSubject(mail: MimePart): string | null {
  const subject = (firstValue(mail.header.fields, 'subject') ?? '').trim();
  if (subject.slice(0, SUBJECT.length).toLowerCase() !== SUBJECT) return null;
  return canonicalIp(subject.slice(SUBJECT.length).trim());
}

function toReport(
  message: ReportedMessage,
  statedIp: string | null,
  origin: readonly string[],
): ParsedReport {
  const notes = new Set([...origin, 'struct:no-feedback-part', 'type:assumed']);
  const fields = message.headers.map(([name, value]) => ({ name, key: name.toLowerCase(), value }));
  const findings = FINDINGS.map((key) => [key, allValues(fields, key)] as const);
  const stated: ParsedReport = {
    ...emptyReport('abuse'),
    sourceIp: statedIp,
    category: 'messaging/spam',
    extensions: Object.fromEntries(findings.filter(([, values]) => values.length > 0)),
  };
  const seen = deriveClaims({ ...stated, sourceIp: null }, message).sourceIp;
  if (statedIp !== null && seen !== null && seen !== statedIp) notes.add('ip:differs-from-trace');
  return { ...deriveClaims(stated, message), notes: [...notes].sort() };
}

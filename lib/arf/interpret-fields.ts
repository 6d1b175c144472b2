// From sorted fields to the report's typed claims.
// Promise: pure, never throws; every deviation from the RFCs that matters to a reader is a note.
// Source: RFC 5965 §3, RFC 6591 §3, RFC 7489 §7.3.1.

import { emptyReport } from '../formats/empty-report';
import type { ParsedReport } from '../formats/types';
import { MAIL_LIMITS } from '../mime/limits';
import { safeText } from '../mime/text';
import type { FieldKey } from './field-names';
import {
  readArrivalDate,
  readIdentityAlignment,
  readIncidents,
  readKeyword,
  readMailboxes,
  readReportingMta,
  readSourceIp,
  readSourcePort,
  readToken,
  type Notes,
} from './field-values';
import type { ReportFields } from './report-fields';

const KNOWN_TYPES = new Set(['abuse', 'fraud', 'virus', 'other', 'not-spam', 'auth-failure']);
/** Types of the drafts before RFC 5965, still sent (with Removal-Recipient). */
const DRAFT_TYPES = new Set(['opt-out', 'opt-out-list', 'miscategorized', 'not-junk', 'dkim']);

/** The Feedback-Type in lower case, or null where the field is missing or empty. */
export function feedbackTypeOf(fields: ReportFields): string | null {
  const value = fields.known.get('feedback-type')?.[0];
  const token = value === undefined ? null : readToken(value);
  return token === null ? null : safeText(token.toLowerCase(), MAIL_LIMITS.fieldNameChars);
}

/** Builds the report, all but its `notes`; deviations go to those given. */
export function interpretFields(feedbackType: string, fields: ReportFields, notes: Notes): ParsedReport {
  noteFeedbackType(feedbackType, notes);
  const report = emptyReport(feedbackType);
  report.userAgent = readUserAgent(text(fields, 'user-agent'), notes);
  report.version = readVersion(read(fields, 'version', readToken, notes), notes);
  report.sourceIp = read(fields, 'source-ip', readSourceIp, notes);
  report.sourcePort = read(fields, 'source-port', readSourcePort, notes);
  report.arrivalDate = readEitherDate(text(fields, 'arrival-date'), text(fields, 'received-date'), notes);
  report.originalMailFrom = read(fields, 'original-mail-from', readMailFrom, notes);
  report.originalRcptTo = readRecipients(fields, notes);
  report.originalEnvelopeId = text(fields, 'original-envelope-id') || null;
  report.reportedDomain = readAll(fields, 'reported-domain', readToken, 'domain:empty', notes);
  report.reportedUri = readAll(fields, 'reported-uri', asWritten, 'uri:empty', notes);
  report.authenticationResults = readAll(fields, 'authentication-results', asWritten, 'authres:empty', notes);
  report.incidents = read(fields, 'incidents', readIncidents, notes) ?? 1;
  report.reportingMta = read(fields, 'reporting-mta', readReportingMta, notes);
  report.authFailure = read(fields, 'auth-failure', readKeyword, notes);
  report.deliveryResult = read(fields, 'delivery-result', readKeyword, notes);
  report.dkimDomain = read(fields, 'dkim-domain', readToken, notes);
  report.dkimIdentity = text(fields, 'dkim-identity') || null;
  report.dkimSelector = read(fields, 'dkim-selector', readToken, notes);
  report.identityAlignment = read(fields, 'identity-alignment', readIdentityAlignment, notes);
  if (fields.extensions.size > 0) report.extensions = Object.fromEntries(fields.extensions);
  return report;
}

/** The first value of a field as written, '' where it is empty, null where it is absent. */
function text(fields: ReportFields, key: FieldKey): string | null {
  return fields.known.get(key)?.[0] ?? null;
}

/** The first value of a field, read; null where it is absent. */
function read<T>(
  fields: ReportFields,
  key: FieldKey,
  reader: (value: string, notes: Notes) => T,
  notes: Notes,
): T | null {
  const value = text(fields, key);
  return value === null ? null : reader(value, notes);
}

/** All usable values of a repeatable field. */
function readAll(
  fields: ReportFields,
  key: FieldKey,
  reader: (value: string) => string | null,
  emptyNote: string,
  notes: Notes,
): string[] {
  const found: string[] = [];
  for (const value of fields.known.get(key) ?? []) {
    const item = reader(value);
    if (item === null) notes.add(emptyNote);
    else found.push(item);
  }
  return found;
}

function asWritten(value: string): string | null {
  return value === '' ? null : value;
}

function noteFeedbackType(type: string, notes: Notes): void {
  if (KNOWN_TYPES.has(type)) return;
  notes.add(DRAFT_TYPES.has(type) ? `type:draft-era:${type}` : `type:unregistered:${type.slice(0, 40)}`);
}

/** Products with their comments, as written: it is shown, never interpreted (RFC 5965 §8.8). */
function readUserAgent(value: string | null, notes: Notes): string | null {
  if (value === null || value === '') notes.add('missing:user-agent');
  return value || null;
}

function readVersion(version: string | null, notes: Notes): string | null {
  if (version === null) notes.add('missing:version');
  else if (version !== '1') notes.add(`version:${version.slice(0, 40)}`);
  return version;
}

/** RFC 5965 §3.2: Received-Date is the historic name; both together are malformed. */
function readEitherDate(arrival: string | null, received: string | null, notes: Notes): string | null {
  if (received !== null) notes.add('hist:received-date');
  if (arrival !== null && received !== null) notes.add('date:both-arrival-and-received');
  const value = arrival || received || (arrival ?? received);
  return value === null ? null : readArrivalDate(value, notes);
}

/** Three cases that must stay apart: absent or empty (null), the null sender (''), an address. */
function readMailFrom(value: string, notes: Notes): string | null {
  if (value === '') notes.add('mail-from:empty');
  return readMailboxes(value, notes)[0] ?? null;
}

function readRecipients(fields: ReportFields, notes: Notes): string[] {
  const recipients: string[] = [];
  for (const value of fields.known.get('original-rcpt-to') ?? []) {
    const found = readMailboxes(value, notes).filter((address) => address !== '');
    if (found.length === 0) notes.add('rcpt-to:empty');
    recipients.push(...found);
  }
  return recipients.slice(0, MAIL_LIMITS.fieldValues);
}

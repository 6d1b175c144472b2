// From sorted fields to the report's typed claims.
// Promise: pure, never throws; every deviation from the RFCs that matters to a reader is a note.
// Source: RFC 5965 §3, RFC 6591 §3, RFC 7489 §7.3.1.

import type { ParsedReport } from '../formats/types';
import { MAIL_LIMITS } from '../mime/limits';
import { safeText } from '../mime/text';
import type { FieldKey } from './field-names';
import {
  readArrivalDate,
  readIdentityAlignment,
  readIncidents,
  readMailboxes,
  readReportingMta,
  readSourceIp,
  readSourcePort,
  readToken,
  type Note,
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

/** Builds the report. `notes` is what `note` has collected, sorted and given out once. */
export function interpretFields(
  feedbackType: string,
  fields: ReportFields,
  note: Note,
): Omit<ParsedReport, 'notes'> {
  const first = (key: FieldKey): string | null => fields.known.get(key)?.[0] ?? null;
  const read = <T>(key: FieldKey, reader: (value: string, note: Note) => T): T | null => {
    const value = first(key);
    return value === null ? null : reader(value, note);
  };
  noteFeedbackType(feedbackType, note);
  return {
    feedbackType,
    userAgent: readUserAgent(first('user-agent'), note),
    version: readVersion(read('version', readToken), note),
    sourceIp: read('source-ip', readSourceIp),
    sourcePort: read('source-port', readSourcePort),
    arrivalDate: readEitherDate(first('arrival-date'), first('received-date'), note),
    originalMailFrom: readMailFrom(first('original-mail-from'), note),
    originalRcptTo: readRecipients(fields.known.get('original-rcpt-to') ?? [], note),
    originalEnvelopeId: first('original-envelope-id') || null,
    reportedDomain: tokens(fields, 'reported-domain', 'domain:empty', note),
    reportedUri: tokens(fields, 'reported-uri', 'uri:empty', note, (value) => value),
    authenticationResults: tokens(fields, 'authentication-results', 'authres:empty', note, (v) => v),
    incidents: read('incidents', readIncidents) ?? 1,
    reportingMta: read('reporting-mta', readReportingMta),
    authFailure: read('auth-failure', readToken),
    deliveryResult: read('delivery-result', readToken),
    dkimDomain: read('dkim-domain', readToken),
    dkimIdentity: first('dkim-identity') || null,
    dkimSelector: read('dkim-selector', readToken),
    identityAlignment: read('identity-alignment', readIdentityAlignment),
    extensions: Object.fromEntries(fields.extensions),
  };
}

function noteFeedbackType(type: string, note: Note): void {
  if (KNOWN_TYPES.has(type)) return;
  note(DRAFT_TYPES.has(type) ? `type:draft-era:${type}` : `type:unregistered:${type.slice(0, 40)}`);
}

/** Products with their comments, as written: it is shown, never interpreted (RFC 5965 §8.8). */
function readUserAgent(value: string | null, note: Note): string | null {
  if (value === null || value === '') note('missing:user-agent');
  return value || null;
}

function readVersion(version: string | null, note: Note): string | null {
  if (version === null) note('missing:version');
  else if (version !== '1') note(`version:${version.slice(0, 40)}`);
  return version;
}

/** RFC 5965 §3.2: Received-Date is the historic name; both together are malformed. */
function readEitherDate(arrival: string | null, received: string | null, note: Note): string | null {
  if (received !== null) note('hist:received-date');
  if (arrival !== null && received !== null) note('date:both-arrival-and-received');
  const value = arrival || received || arrival || received;
  return value === null ? null : readArrivalDate(value, note);
}

/** Three cases that must stay apart: absent or empty (null), the null sender (''), an address. */
function readMailFrom(value: string | null, note: Note): string | null {
  if (value === null) return null;
  if (value === '') note('mail-from:empty');
  return readMailboxes(value, note)[0] ?? null;
}

function readRecipients(values: readonly string[], note: Note): string[] {
  const recipients: string[] = [];
  for (const value of values) {
    const found = readMailboxes(value, note).filter((address) => address !== '');
    if (found.length === 0) note('rcpt-to:empty');
    recipients.push(...found);
  }
  return recipients.slice(0, MAIL_LIMITS.fieldValues);
}

function tokens(
  fields: ReportFields,
  key: FieldKey,
  emptyNote: string,
  note: Note,
  read: (value: string) => string | null = readToken,
): string[] {
  const found: string[] = [];
  for (const value of fields.known.get(key) ?? []) {
    const token = read(value);
    if (token === null || token === '') note(emptyNote);
    else found.push(token);
  }
  return found;
}

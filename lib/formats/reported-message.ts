// The mail that a report complains about, out of its header.
// Promise: pure, never throws; only the header is read (and, where the part is encoded, decoded):
// bodies are left alone. A header beyond the limits is read as far as they go and noted, because
// otherwise a spammer could make complaints unreadable by padding his mail.

import { readComparableAddress } from '../mime/addresses';
import { parseMailDate } from '../mime/dates';
import { decodeEncodedWords } from '../mime/encoded-words';
import { readHeader, headerStart, type Header, type HeaderField } from '../mime/header';
import { MAIL_LIMITS } from '../mime/limits';
import { decodedBody } from '../mime/read-mail';
import { isEncoded } from '../mime/transfer-encoding';
import type { MimePart } from '../mime/types';
import { dkimDomains, withoutBrackets } from './header-values';
import type { ReportedMessage } from './types';

/** What was read, and the deviations found: `orig:…` codes. */
export interface ReportedReading {
  message: ReportedMessage;
  notes: string[];
}

/** Headers by the part they stand in, for as long as somebody holds the part: several readers look at the same mail. */
const headers = new WeakMap<MimePart, Header>();

/** Where a message stands, for as long as somebody holds it: what its text is, is another reader's affair. */
const parts = new WeakMap<ReportedMessage, { part: MimePart; header: Header }>();

/** The part that a message was read from and its header, offsets into its decoded bytes; null for one made otherwise. */
export function reportedPart(message: ReportedMessage): { part: MimePart; header: Header } | null {
  return parts.get(message) ?? null;
}

/** Reads the message or header block that stands in the body of `part`. */
export function readReportedMessage(part: MimePart, kind: ReportedMessage['kind']): ReportedReading {
  const header = headers.get(part) ?? embeddedHeader(part);
  headers.set(part, header);
  const notes: string[] = [];
  if (header.excess !== null) notes.push(`orig:${header.excess}`);
  const message = toMessage(header.fields, kind);
  parts.set(message, { part, header });
  if (message.messageId === null) notes.push('orig:no-message-id');
  return { message, notes };
}

function embeddedHeader(part: MimePart): Header {
  if (!isEncoded(part.encoding)) {
    const start = headerStart(part.bytes, part.bodyStart, part.bodyEnd);
    return readHeader(part.bytes, start, part.bodyEnd);
  }
  const decoded = decodedBody(part, MAIL_LIMITS.headerBytes * 2);
  return readHeader(decoded, headerStart(decoded, 0, decoded.length), decoded.length);
}

/** First values by name, and the repeatable fields, in one pass. */
function collect(fields: readonly HeaderField[]) {
  const first = new Map<string, HeaderField>();
  const received: HeaderField[] = [];
  const signatures: HeaderField[] = [];
  for (const field of fields) {
    const { key } = field;
    if (key === 'received') received.push(field);
    else if (key === 'dkim-signature') signatures.push(field);
    else if (!first.has(key)) first.set(key, field);
  }
  return { first, received, signatures };
}

function toMessage(fields: readonly HeaderField[], kind: ReportedMessage['kind']): ReportedMessage {
  const { first, received, signatures } = collect(fields);
  const from = first.get('from')?.value ?? null;
  const subject = first.get('subject')?.value ?? null;
  const date = first.get('date')?.value ?? null;
  return {
    kind,
    messageId: withoutBrackets(first.get('message-id')?.value ?? null),
    from,
    to: first.get('to')?.value ?? null,
    subject,
    date,
    subjectText: subject === null ? null : decodeEncodedWords(subject),
    fromAddress: readComparableAddress(from),
    returnPath: readComparableAddress(first.get('return-path')?.value ?? null),
    sentAt: date === null ? null : (parseMailDate(date)?.iso ?? null),
    received: received.slice(0, MAIL_LIMITS.receivedFields).map(valueOf),
    headers: keptHeaders(fields),
    listUnsubscribe: first.has('list-unsubscribe'),
    feedbackId: first.get('feedback-id')?.value ?? null,
    receivedCount: received.length,
    dkimDomains: dkimDomains(signatures.map(valueOf)),
  };
}

function valueOf(field: HeaderField): string {
  return field.value;
}

function keptHeaders(fields: readonly HeaderField[]): [string, string][] {
  const kept: [string, string][] = [];
  for (const { name, key, value } of fields) {
    if (kept.length >= MAIL_LIMITS.keptHeaderFields) break;
    if (key !== '') kept.push([name, value]);
  }
  return kept;
}

// The mail that a report complains about, out of its header.
// Promise: pure, never throws; only the header is read (and, where the part is encoded, decoded):
// bodies are left alone. A header beyond the limits is read as far as they go and noted, because
// otherwise a spammer could make complaints unreadable by padding his mail.

import { readComparableAddress } from '../mime/addresses';
import { parseMailDate } from '../mime/dates';
import { decodeEncodedWords } from '../mime/encoded-words';
import {
  allValues,
  firstValue,
  headerStart,
  readHeader,
  type Header,
  type HeaderField,
} from '../mime/header';
import { MAIL_LIMITS } from '../mime/limits';
import { decodedBody } from '../mime/read-mail';
import { isEncoded } from '../mime/transfer-encoding';
import type { MimePart } from '../mime/types';
import { dkimDomains, withoutBrackets } from './header-values';
import { keepSource } from './message-source';
import type { ReportedMessage } from './types';

/** What was read, and the deviations found: `orig:…` codes. */
export interface ReportedReading {
  message: ReportedMessage;
  notes: string[];
}

/** Reads the message or header block that stands in the body of `part`. */
export function readReportedMessage(part: MimePart, kind: ReportedMessage['kind']): ReportedReading {
  const header = (part.memory.embeddedHeader ??= embeddedHeader(part));
  const notes: string[] = [];
  if (header.excess !== null) notes.push(`orig:${header.excess}`);
  const message = toMessage(header.fields, kind);
  keepSource(message, { part, header });
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

function toMessage(fields: readonly HeaderField[], kind: ReportedMessage['kind']): ReportedMessage {
  const from = firstValue(fields, 'from');
  const subject = firstValue(fields, 'subject');
  const date = firstValue(fields, 'date');
  const received = allValues(fields, 'received');
  return {
    kind,
    messageId: withoutBrackets(firstValue(fields, 'message-id')),
    from,
    to: firstValue(fields, 'to'),
    subject,
    date,
    subjectText: subject === null ? null : decodeEncodedWords(subject),
    fromAddress: readComparableAddress(from),
    returnPath: readComparableAddress(firstValue(fields, 'return-path')),
    sentAt: date === null ? null : (parseMailDate(date)?.iso ?? null),
    received:
      received.length > MAIL_LIMITS.receivedFields ? received.slice(0, MAIL_LIMITS.receivedFields) : received,
    headers: keptHeaders(fields),
    listUnsubscribe: fields.some(({ key }) => key === 'list-unsubscribe'),
    feedbackId: firstValue(fields, 'feedback-id'),
    receivedCount: received.length,
    dkimDomains: dkimDomains(allValues(fields, 'dkim-signature')),
  };
}

function keptHeaders(fields: readonly HeaderField[]): [string, string][] {
  const kept: [string, string][] = [];
  for (const { name, key, value } of fields) {
    if (kept.length >= MAIL_LIMITS.keptHeaderFields) break;
    if (key !== '') kept.push([name, value]);
  }
  return kept;
}

// The mail that a XARF report holds as evidence.
// Promise: bounded by MAIL_LIMITS.evidenceBytes; the first piece that is a mail or a header block counts.
// Source: XARF 4.2.0, evidence items (payload in base64; the field also sends it plain, and in base64 twice).

import { embeddedMessage } from '../../formats/embedded-message';
import { readReportedMessage, type ReportedReading } from '../../formats/reported-message';
import { MAIL_LIMITS } from '../../mime/limits';
import { asList, asRecord, asText } from './values';

/** One piece of evidence that is a mail, decoded. */
export interface EvidenceMail {
  bytes: Buffer;
  kind: 'message' | 'headers';
  notes: string[];
}

const KINDS: ReadonlyMap<string, EvidenceMail['kind']> = new Map([
  ['message/rfc822', 'message'],
  ['message/global', 'message'],
  ['text/rfc822-headers', 'headers'],
  ['text/rfc822-header', 'headers'],
]);
/** What base64 cannot hold and every header has. */
const PLAIN = /[^A-Za-z0-9+/=_\s-]/;
/** Shorter text without a colon may be anything. */
const LEAST_TWICE_BYTES = 64;
/** Enough to tell a header from base64. */
const HEAD_CHARS = 1_000;

/** Media type of a piece of evidence in lower case, without parameters. */
export function evidenceType(item: unknown): string {
  const type = asText(asRecord(item)?.content_type) ?? '';
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

/** The first mail among the evidence of a document of version 4, or null. */
export function evidenceMail(document: Record<string, unknown>): EvidenceMail | null {
  for (const item of asList(document.evidence)) {
    const kind = KINDS.get(evidenceType(item));
    const payload = asText(asRecord(item)?.payload);
    if (kind !== undefined && payload !== null) return decodeMail(payload, kind);
  }
  return null;
}

function decodeMail(payload: string, kind: EvidenceMail['kind']): EvidenceMail {
  const notes: string[] = [];
  if (PLAIN.test(payload.slice(0, HEAD_CHARS))) {
    notes.push('xarf:evidence:not-base64');
    return { bytes: bounded(Buffer.from(payload), notes), kind, notes };
  }
  let bytes = Buffer.from(payload, 'base64');
  if (bytes.length >= LEAST_TWICE_BYTES && !PLAIN.test(bytes.toString('latin1', 0, HEAD_CHARS))) {
    notes.push('xarf:evidence:base64-twice');
    bytes = Buffer.from(bytes.toString('latin1'), 'base64');
  }
  return { bytes: bounded(bytes, notes), kind, notes };
}

function bounded(bytes: Buffer, notes: string[]): Buffer {
  if (bytes.length <= MAIL_LIMITS.evidenceBytes) return bytes;
  notes.push('xarf:evidence:cut');
  return bytes.subarray(0, MAIL_LIMITS.evidenceBytes);
}

/** Reads the header of such a mail. */
export function readEvidenceMail(mail: EvidenceMail): ReportedReading {
  return readReportedMessage(embeddedMessage(mail.bytes), mail.kind);
}

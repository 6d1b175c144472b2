// One complaint about mail as XARF v4, and the mail that carries it.
// Promise: pure and deterministic; the document passes the schema (it is checked, and refused where it would not), says
// nothing that is not known, and has no `_internal`. Version 4 demands the port of whoever sends over SMTP; a complaint
// that knows none says `protocol: other` and why. Source: XARF 4.2.0, core schema and messaging-spam.

import { envelopeHeader, textPart, type ReportEnvelope } from '../arf/write-arf';
import { base64Lines, multipart, part } from '../mime/write-body';
import { headerField } from '../mime/write-header';
import { faultOfV4 } from './json/v4/check';
import { uuidByName } from './uuid-by-name';

const VERSION = '4.2.0';

export interface XarfClaims {
  /** What makes it this report and no other: a URI; the same one gives the same id. */
  name: string;
  at: Date;
  /** Who complains to us stays unnamed: we report, we send. */
  reporter: { org: string; contact: string; domain: string };
  sourceIp: string | null;
  sourcePort: number | null;
  /** Where no address is known: the account or domain it is about. */
  sourceName: string;
  smtpFrom: string | null;
  subject: string | null;
  messageId: string | null;
  incidents: number;
  evidence: { contentType: string; payload: Buffer } | null;
}

const UNKNOWN_PORT = 'Sent over SMTP; the source port, which version 4 demands for that, was not reported.';

/** The document; null where version 4 cannot express it. */
export function xarfDocument(claims: XarfClaims): Record<string, unknown> | null {
  const { sourceIp, sourcePort, smtpFrom, evidence } = claims;
  const hasPort =
    sourceIp !== null && sourcePort !== null && sourcePort >= 1 && smtpFrom !== null && smtpFrom !== '';
  const description = [
    claims.incidents > 1 ? `${claims.incidents} incidents.` : '',
    hasPort ? '' : UNKNOWN_PORT,
  ].filter((sentence) => sentence !== '');
  const document = present({
    xarf_version: VERSION,
    report_id: uuidByName(claims.name),
    timestamp: claims.at.toISOString(),
    reporter: claims.reporter,
    sender: claims.reporter,
    source_identifier: sourceIp ?? claims.sourceName,
    source_port: hasPort ? sourcePort : null,
    category: 'messaging',
    type: 'spam',
    evidence_source: 'user_complaint',
    protocol: hasPort ? 'smtp' : 'other',
    smtp_from: smtpFrom === '' ? null : smtpFrom,
    subject: claims.subject?.slice(0, 500) ?? null,
    message_id: claims.messageId?.slice(0, 200) ?? null,
    description: description.length === 0 ? null : description.join(' '),
    evidence:
      evidence === null
        ? null
        : [
            {
              content_type: evidence.contentType,
              payload: evidence.payload.toString('base64'),
              size: evidence.payload.length,
            },
          ],
  });
  if (faultOfV4(document) === null) return document;
  // An address that the schema takes for none is left out; everything else in it is ours.
  const { smtp_from: _, ...without } = document;
  const other = { ...without, protocol: 'other' };
  return faultOfV4(other) === null ? other : null;
}

/** A mail with these documents: a text for people, then one attachment each. */
export function writeXarf(documents: readonly Record<string, unknown>[], envelope: ReportEnvelope): Buffer {
  const { boundary, body } = multipart([
    textPart(envelope.text),
    ...documents.map((document, i) =>
      part(
        [
          headerField('Content-Type', 'application/json; charset=utf-8'),
          headerField(
            'Content-Disposition',
            `attachment; filename="xarf${documents.length > 1 ? `-${i + 1}` : ''}.json"`,
          ),
          headerField('Content-Transfer-Encoding', 'base64'),
        ],
        base64Lines(Buffer.from(JSON.stringify(document, null, 2))),
      ),
    ),
  ]);
  const fields = [...(envelope.fields ?? []), ['X-XARF', 'PLAIN'] as const];
  return Buffer.concat([
    envelopeHeader({ ...envelope, fields }, `multipart/mixed; boundary="${boundary}"`, '7bit'),
    body,
  ]);
}

function present(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

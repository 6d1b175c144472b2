// One complaint about mail as XARF v4, and the mail that carries it.
// Promise: pure and deterministic; the document passes the schema (it is checked, and refused where it would not), says
// nothing that is not known, and has no `_internal`. Version 4 has no way to say that mail came over SMTP without the port
// and the envelope sender of whoever sent it: where one is not known, there is no document, and not one that names another
// protocol. Source: XARF 4.2.0, core schema and messaging-spam.

import { envelopeHeader, textPart, type ReportEnvelope } from '../arf/write-arf';
import { base64Lines, multipart, part } from '../mime/write-body';
import { headerField } from '../mime/write-header';
import { faultOfV4 } from './json/v4/check';
import { uuidByName } from './uuid-by-name';

const VERSION = '4.2.0';

export interface XarfClaims {
  /** What makes it this report and no other: a URI; the same one gives the same id. */
  name: string;
  /** ARF's type of it; `abuse` alone is spam. */
  feedbackType: string;
  /** When it happened, as the report says it; null: it says nothing. */
  arrivedAt: Date | null;
  /** When the complaint came. */
  complainedAt: Date;
  /** Who complains to us stays unnamed: we report, we send. */
  reporter: { org: string; contact: string; domain: string };
  /** Null where nobody knows whether a person, a trap or a filter found it. */
  foundBy: 'user_complaint' | 'spamtrap' | 'automated_filter' | null;
  sourceIp: string | null;
  sourcePort: number | null;
  smtpFrom: string | null;
  subject: string | null;
  messageId: string | null;
  incidents: number;
  evidence: { contentType: string; payload: Buffer } | null;
}

/** The document; null where version 4 cannot express it, or not without saying what nobody reported. */
export function xarfDocument(claims: XarfClaims): Record<string, unknown> | null {
  const { feedbackType, sourceIp, sourcePort, smtpFrom, evidence, arrivedAt, complainedAt } = claims;
  if (feedbackType !== 'abuse' || sourceIp === null || sourcePort === null || smtpFrom === null) return null;
  const description = [
    claims.incidents > 1 ? `${claims.incidents} incidents.` : '',
    arrivedAt === null ? 'The time is that of the complaint; when the mail arrived was not reported.' : '',
  ].filter((sentence) => sentence !== '');
  const document = present({
    xarf_version: VERSION,
    report_id: uuidByName(claims.name),
    timestamp: (arrivedAt ?? complainedAt).toISOString(),
    reporter: claims.reporter,
    sender: claims.reporter,
    source_identifier: sourceIp,
    source_port: sourcePort,
    category: 'messaging',
    type: 'spam',
    evidence_source: claims.foundBy,
    protocol: 'smtp',
    smtp_from: smtpFrom,
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
  // An envelope sender that the schema takes for no address cannot be said, nor port 0.
  return faultOfV4(document) === null ? document : null;
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

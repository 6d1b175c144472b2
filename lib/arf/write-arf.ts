// One ARF mail: a text for people, the machine's part, the mail complained about.
// Promise: pure and deterministic; RFC 5965 to the letter (our own reader finds nothing to note), 7bit where the reported
// mail allows it and else 8bit, CRLF throughout, one report a mail. What the report does not say is not written.
// Source: RFC 5965 §2 and §3, RFC 6591 §3, RFC 6692 §3, RFC 3834 §5 (Auto-Submitted).

import { headerField, mailboxValue, mailDate, structuredField } from '../mime/write-header';
import { multipart, part, plainEncoding, quotedPrintable, wireLines } from '../mime/write-body';
import { feedbackFields, type ArfReport } from './write-fields';

/** What goes round a generated report: who writes to whom, and what a person reads first. */
export interface ReportEnvelope {
  from: { name: string; address: string };
  to: string;
  /** Where answers go. */
  replyTo: string;
  /** RFC 5965 §2.f: that of the reported mail, with no more than a prefix before it. */
  subject: string;
  date: Date;
  /** Without brackets. */
  messageId: string;
  /** For people; any characters. */
  text: string;
  /** No person released it. */
  isAutomatic: boolean;
  /** Further fields of the mail's own header, already checked: name and value. */
  fields?: readonly (readonly [string, string])[];
}

/** The mail complained about, or its header alone. */
export interface OriginalMail {
  kind: 'message' | 'headers';
  source: Buffer;
}

/** The whole mail as bytes. */
export function writeArf(report: ArfReport, original: OriginalMail, envelope: ReportEnvelope): Buffer {
  const source = wireLines(original.kind === 'headers' ? headerOf(original.source) : original.source);
  const encoding = plainEncoding(source);
  const type = original.kind === 'message' ? 'message/rfc822' : 'text/rfc822-headers';
  const { boundary, body } = multipart([
    textPart(envelope.text),
    part(
      [
        headerField('Content-Type', 'message/feedback-report'),
        headerField('Content-Transfer-Encoding', '7bit'),
      ],
      feedbackFields(report),
    ),
    part(
      [
        headerField(
          'Content-Type',
          encoding === '8bit' && type.startsWith('text/') ? `${type}; charset=utf-8` : type,
        ),
        headerField('Content-Disposition', 'inline'),
        headerField('Content-Transfer-Encoding', encoding),
      ],
      source,
    ),
  ]);
  const contentType = `multipart/report; report-type=feedback-report; boundary="${boundary}"`;
  return Buffer.concat([envelopeHeader(envelope, contentType, encoding), body]);
}

/** The header of a generated mail, with the blank line behind it. */
export function envelopeHeader(
  envelope: ReportEnvelope,
  contentType: string,
  encoding: '7bit' | '8bit',
): Buffer {
  const { from, to, replyTo, subject, date, messageId, isAutomatic, fields = [] } = envelope;
  return Buffer.from(
    [
      structuredField('From', mailboxValue(from)),
      structuredField('To', mailboxValue({ name: '', address: to })),
      structuredField('Reply-To', mailboxValue({ name: '', address: replyTo })),
      headerField('Subject', subject),
      headerField('Date', mailDate(date)),
      structuredField('Message-ID', `<${messageId}>`),
      ...(isAutomatic ? [headerField('Auto-Submitted', 'auto-generated')] : []),
      ...fields.map(([name, value]) => headerField(name, value)),
      headerField('MIME-Version', '1.0'),
      headerField('Content-Type', contentType),
      headerField('Content-Transfer-Encoding', encoding),
      '\r\n',
    ].join(''),
  );
}

/** The part that people read. */
export function textPart(text: string): Buffer {
  return part(
    [
      headerField('Content-Type', 'text/plain; charset=utf-8'),
      headerField('Content-Transfer-Encoding', 'quoted-printable'),
    ],
    quotedPrintable(text),
  );
}

function headerOf(source: Buffer): Buffer {
  const ends = ['\r\n\r\n', '\n\n', '\r\r'].map((end) => source.indexOf(end)).filter((at) => at >= 0);
  return ends.length === 0 ? source : source.subarray(0, Math.min(...ends));
}

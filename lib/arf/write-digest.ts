// Several reports of a day in one mail, each whole and a report of its own, as a digest.
// Promise: pure; the parts are complete mails (message/rfc822), so that a program reads each as if it had come alone.
// Source: RFC 2046 §5.1.5 (multipart/digest); RFC 5965 §1 leaves aggregation to others.

import { multipart, part, plainEncoding } from '../mime/write-body';
import { headerField } from '../mime/write-header';
import { envelopeHeader, textPart, type ReportEnvelope } from './write-arf';

/** The mail that holds these reports. */
export function writeDigest(reports: readonly Buffer[], envelope: ReportEnvelope): Buffer {
  const encoding = plainEncoding(Buffer.concat(reports));
  const digest = multipart(
    reports.map((report) =>
      part(
        [
          headerField('Content-Type', 'message/rfc822'),
          headerField('Content-Transfer-Encoding', plainEncoding(report)),
        ],
        report,
      ),
    ),
  );
  const { boundary, body } = multipart([
    textPart(envelope.text),
    part(
      [
        headerField('Content-Type', `multipart/digest; boundary="${digest.boundary}"`),
        headerField('Content-Transfer-Encoding', encoding),
      ],
      digest.body,
    ),
  ]);
  return Buffer.concat([envelopeHeader(envelope, `multipart/mixed; boundary="${boundary}"`, encoding), body]);
}

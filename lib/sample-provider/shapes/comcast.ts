// Comcast feedback loop in its own format: multipart/mixed in place of multipart/report, and every part as base64.

import { HEX } from '../random';
import { base64Part, multipart, redact, reportedMessage } from './parts';
import type { Shape } from './shaped';
import { hashedRecipient, returnPathFields } from './validity';

export const comcast: Shape = (original, _receivedAt, random) => {
  const message = redact(reportedMessage(original, original.rcptTo), original, hashedRecipient(original));
  const human = `This is a Comcast abuse report for an email message received from ${original.sourceIp}.\n`;
  return {
    envelopeFrom: 'feedbackloop@fbl.comcast.example',
    from: 'Comcast Feedback Loop <feedbackloop@fbl.comcast.example>',
    fromDomain: 'fbl.comcast.example',
    subject: 'Comcast Abuse Report',
    fields: [],
    ...multipart('mixed', `===============${random.text(HEX, 19)}==`, [
      base64Part('text/plain; charset="utf-8"', human),
      base64Part('message/feedback-report', `${returnPathFields(original, 'Comcast', random)}\n`),
      base64Part('message/rfc822', `${message}\n`),
    ]),
  };
};

// SpamCop in its ARF variant: a person's report with every trace of that person munged.
// Quirks kept: a From per report, a folded User-Agent, a blank after the version, a bare link among the fields,
// `x` for recipients, underscores for the Message-ID, a quoted mbox line at the head of the third part.

import { mailDate, mboxDate } from '../calendar';
import { DIGITS, HEX } from '../random';
import { feedbackReport, redact, reportedMessage } from './parts';
import type { Shape } from './shaped';

export const spamcop: Shape = (original, receivedAt, random) => {
  const id = random.text(DIGITS, 10);
  const link = `https://www.spamcop.example/w3m?i=z${id}z${random.text(HEX, 32)}z`;
  const message = redact(reportedMessage(original, 'x'), original, 'x').replace(
    original.messageId,
    original.messageId.replaceAll(/[a-z0-9]/g, '_'),
  );
  const machine = [
    `Feedback-Type: ${original.plan.feedbackType}`,
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64)',
    '\tvia https://www.spamcop.example',
    'Version: 0.1 ',
    `Received-Date: ${mailDate(original.arrivedAt, 0)}`,
    `Source-IP: ${original.sourceIp}`,
    link,
  ].join('\n');
  return {
    envelopeFrom: `${id}.${random.text(HEX, 8)}@bounces.spamcop.example`,
    from: `"Melder ${random.between(100, 999)}" <${id}@reports.spamcop.example>`,
    fromDomain: 'reports.spamcop.example',
    subject: `[SpamCop (${original.sourceIp}) id:${id}]${original.subject}`,
    fields: ['Precedence: list', 'X-ARF: YES'],
    ...feedbackReport(`----------=_${Math.floor(receivedAt.getTime() / 1000)}-${id}`, [
      {
        type: 'text/plain; charset="us-ascii"',
        text: `[ SpamCop V5 ]\nThis message is brief for your comfort. Please use the link below for details.\n\n${link}\n`,
      },
      { type: 'message/feedback-report', text: `${machine}\n` },
      {
        type: 'message/rfc822',
        text: `From ${random.text(HEX, 6)} ${mboxDate(original.arrivedAt)}\n${message}`,
      },
    ]),
  };
};

// Yahoo Complaint Feedback Loop: keyed on the DKIM domain, nothing redacted.
// Quirks kept: Received-Date in place of Arrival-Date with a named zone, no Source-IP in 2.0, an
// Authentication-Results value that is prose, sometimes an mbox line at the head of the third part.

import { mailDate, mboxDate } from '../calendar';
import { DIGITS } from '../random';
import { feedbackReport, fieldLines, reportedMessage } from './parts';
import type { Shape } from './shaped';

const UNAVAILABLE = 'authentication result string is not available';

export const yahoo: Shape = (original, receivedAt, random) => {
  const { plan } = original;
  const isOldAgent = plan.route === 'never-ours' || random.chance(0.15);
  const machine = fieldLines([
    ['Feedback-Type', plan.feedbackType],
    ['User-Agent', `Yahoo!-Mail-Feedback/${isOldAgent ? '1.0' : '2.0'}`],
    ['Version', '0.1'],
    ['Original-Mail-From', `<${original.mailFrom}>`],
    ['Original-Rcpt-To', original.rcptTo],
    ['Received-Date', mailDate(original.arrivedAt, 0).replace('+0000', 'UTC')],
    ['Source-IP', isOldAgent ? original.sourceIp : null],
    ['Reported-Domain', original.dkimDomain],
    [
      'Authentication-Results',
      random.chance(0.6) ? UNAVAILABLE : `dkim=pass (ok) header.i=@${original.dkimDomain}`,
    ],
  ]);
  const mboxLine = random.chance(0.3) ? `From ${original.mailFrom} ${mboxDate(original.arrivedAt)}\n` : '';
  const boundary = `----=_Part_${random.text(DIGITS, 7)}_${random.text(DIGITS, 9)}.${receivedAt.getTime()}`;
  return {
    envelopeFrom: 'feedback@arf.yahoo-cfl.example',
    from: '"Yahoo! Mail AntiSpam Feedback" <feedback@arf.yahoo-cfl.example>',
    fromDomain: 'arf.yahoo-cfl.example',
    subject: `FW:${original.subject}`,
    fields: [],
    ...feedbackReport(boundary, [
      {
        type: 'text/plain; charset=us-ascii',
        fields: ['Content-Transfer-Encoding: 7bit', 'Content-Disposition: inline'],
        text: `This is an email abuse report for an email message from ${original.dkimDomain} on ${mailDate(receivedAt, 0)}\n`,
      },
      {
        type: 'message/feedback-report',
        fields: ['Content-Transfer-Encoding: 7bit', 'Content-Disposition: inline'],
        text: `${machine}\n`,
      },
      {
        type: 'message/rfc822',
        fields: ['Content-Disposition: inline'],
        text: mboxLine + reportedMessage(original, original.rcptTo),
      },
    ]),
  };
};

// A provider without a registered loop that writes ARF as the standard has it: all fields, tokens for recipients.
// Its failure reports about sender authentication take the same road.
// Source: RFC 5965 §3, RFC 6590 §2, RFC 6591 §3, RFC 6692 §3.

import { createHash } from 'node:crypto';
import { mailDate } from '../calendar';
import type { Original } from '../original';
import { HEX } from '../random';
import { feedbackReport, fieldLines, redact, reportedMessage } from './parts';
import type { Shape } from './shaped';

export const generic: Shape = (original, _receivedAt, random) => {
  const isFailure = original.plan.feedbackType === 'auth-failure';
  const token = tokenOf(original);
  const machine = fieldLines([
    ['Feedback-Type', original.plan.feedbackType],
    ['User-Agent', 'Meldewesen/2.3'],
    ['Version', '1'],
    ['Original-Mail-From', `<${original.mailFrom}>`],
    ['Original-Rcpt-To', `<${token}>`],
    ['Arrival-Date', mailDate(original.arrivedAt, 60)],
    ['Source-IP', original.sourceIp],
    ['Source-Port', String(original.sourcePort)],
    ['Reporting-MTA', 'dns; smtp.beispielnetz.example'],
    ['Reported-Domain', original.dkimDomain],
    [
      'Authentication-Results',
      isFailure ? `smtp.beispielnetz.example; dkim=fail header.d=${original.dkimDomain}` : null,
    ],
    ['Auth-Failure', isFailure ? 'signature' : null],
    ['DKIM-Domain', isFailure ? original.dkimDomain : null],
    ['DKIM-Selector', isFailure ? 's2026' : null],
    ['Delivery-Result', isFailure ? 'spam' : null],
  ]);
  return {
    envelopeFrom: 'abuse@beispielnetz.example',
    from: 'Abuse-Team Beispielnetz <abuse@beispielnetz.example>',
    fromDomain: 'beispielnetz.example',
    subject: `FW: ${original.subject}`,
    fields: ['Auto-Submitted: auto-generated'],
    ...feedbackReport(`bn_${random.text(HEX, 20)}`, [
      {
        type: 'text/plain; charset=utf-8',
        fields: ['Content-Transfer-Encoding: 8bit'],
        text: 'Einer unserer Nutzer hat die beiliegende Nachricht als unerwünscht gemeldet.\n',
      },
      { type: 'message/feedback-report', text: `${machine}\n` },
      {
        type: 'message/rfc822',
        text: redact(reportedMessage(original, `<${original.rcptTo}>`), original, token),
      },
    ]),
  };
};

function tokenOf(original: Original): string {
  const token = createHash('sha1').update(`beispielnetz ${original.rcptTo}`).digest('base64');
  return `${token}${original.rcptTo.slice(original.rcptTo.indexOf('@'))}`;
}

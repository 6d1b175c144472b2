// Outlook.com JMRP in the ARF shape of 2026: keyed on the address of the sending host.
// Quirks kept: hardly any machine fields, the recipient gone from every line, the body removed, so that
// only the header of the reported mail can say who sent it.

import { mailDate } from '../calendar';
import { HEX } from '../random';
import { feedbackReport, fieldLines, redact, reportedHeader } from './parts';
import type { Shape } from './shaped';

export const jmrp: Shape = (original, _receivedAt, random) => {
  const header = redact(reportedHeader(original, null), original, 'REDACTED');
  const machine = fieldLines([
    ['Feedback-Type', original.plan.feedbackType],
    ['User-Agent', 'JMRP/3.0'],
    ['Version', '1'],
    ['Arrival-Date', mailDate(original.arrivedAt, 0)],
  ]);
  return {
    envelopeFrom: 'staff@jmrp.outlook.example',
    from: 'Outlook Junk Mail Reporting <staff@jmrp.outlook.example>',
    fromDomain: 'jmrp.outlook.example',
    subject: `complaint about message from ${original.sourceIp}`,
    fields: ['Auto-Submitted: auto-generated'],
    ...feedbackReport(`_004_${random.text(HEX, 32)}_`, [
      {
        type: 'text/plain; charset="us-ascii"',
        text: 'A recipient marked the message below as junk. Its recipient and its content have been removed.\n',
      },
      { type: 'message/feedback-report', text: `${machine}\n` },
      { type: 'text/rfc822-headers', text: `${header}\n` },
    ]),
  };
};

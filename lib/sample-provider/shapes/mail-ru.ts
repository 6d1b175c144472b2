// Mail.ru feedback loop: the three mandatory fields and nothing else, one of them in lower case; null envelope sender.

import { DIGITS } from '../random';
import { feedbackReport, fieldLines, reportedMessage } from './parts';
import type { Shape } from './shaped';

export const mailRu: Shape = (original, receivedAt, random) => ({
  envelopeFrom: '',
  from: 'noreply@corp.mail-ru.example',
  fromDomain: 'corp.mail-ru.example',
  subject: 'Mail Ru abuse report (Feedback Loop)',
  fields: ['Auto-Submitted: auto-generated'],
  ...feedbackReport(`_----------=_${Math.floor(receivedAt.getTime() / 1000)}${random.text(DIGITS, 8)}`, [
    {
      type: 'text/plain; charset="utf-8"',
      fields: ['Content-Disposition: inline'],
      text: 'A user of our service complained about the attached message.\n',
    },
    {
      type: 'message/feedback-report',
      fields: ['Content-Disposition: inline', 'Content-Transfer-Encoding: 7bit'],
      text: `${fieldLines([
        ['feedback-type', original.plan.feedbackType],
        ['User-Agent', 'Email::ARF::Report/0.006'],
        ['Version', '0.1'],
      ])}\n`,
    },
    {
      type: 'message/rfc822',
      fields: ['Content-Disposition: inline'],
      text: reportedMessage(original, original.rcptTo),
    },
  ]),
});

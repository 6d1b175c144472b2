// NiX Spam trap reports: an address that no person reads took the mail. X-ARF in name, ARF in structure.
// Quirks kept: the header of the mail alone, the trap's address hidden.

import { mailDate } from '../calendar';
import { HEX } from '../random';
import { feedbackReport, fieldLines, redact, reportedHeader } from './parts';
import type { Shape } from './shaped';

export const nixspam: Shape = (original, _receivedAt, random) => {
  const header = redact(reportedHeader(original, original.rcptTo), original, 'falle@nixspam.example');
  const machine = fieldLines([
    ['Feedback-Type', original.plan.feedbackType],
    ['User-Agent', 'NiXSpamReporter/1.4'],
    ['Version', '1'],
    ['Source-IP', original.sourceIp],
    ['Arrival-Date', mailDate(original.arrivedAt, 60)],
    ['Original-Mail-From', `<${original.mailFrom}>`],
    ['Reported-Domain', original.dkimDomain],
    ['Incidents', '1'],
  ]);
  return {
    envelopeFrom: 'postmaster@nixspam.example',
    from: 'NiX Spam - spamtrap <postmaster@nixspam.example>',
    fromDomain: 'nixspam.example',
    subject: `Spam from ${original.sourceIp}`,
    fields: ['Auto-Submitted: auto-generated', 'X-ARF: YES'],
    ...feedbackReport(`nixspam-${random.text(HEX, 16)}`, [
      {
        type: 'text/plain; charset=utf-8',
        fields: ['Content-Transfer-Encoding: 8bit'],
        text: `Die Adresse ${original.sourceIp} hat eine Nachricht an eine unserer Fallen geschickt.\nOne of our spam traps was hit by this address.\n`,
      },
      { type: 'message/feedback-report', text: `${machine}\n` },
      { type: 'text/rfc822-headers', text: `${header}\n` },
    ]),
  };
};

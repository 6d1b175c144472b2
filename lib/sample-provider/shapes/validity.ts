// Validity Universal Feedback Loop: one engine for many mailbox providers.
// Quirks kept: the local part of the recipient as 32 hex digits everywhere, fields in any order, `Source-Ip`
// spelled so and at times without a value, Abuse-Type, Source and Subscription-Link outside the registry.

import { createHash } from 'node:crypto';
import { mailDate } from '../calendar';
import type { Original } from '../original';
import { HEX, type Random } from '../random';
import { feedbackReport, fieldLines, redact, reportedMessage } from './parts';
import type { Shape } from './shaped';

/** The recipient as these programs write it: equal people, equal tokens. */
export function hashedRecipient(original: Original): string {
  const digest = createHash('md5').update(`sample key ${original.rcptTo}`).digest('hex');
  return `${digest}@${original.rcptTo.slice(original.rcptTo.indexOf('@') + 1)}`;
}

/** The machine part that Validity and Comcast share. */
export function returnPathFields(original: Original, source: string, random: Random): string {
  const fields: (readonly [string, string | null])[] = [
    ['Abuse-Type', original.plan.trap ? 'trap-recycled' : 'complaint'],
    ['Source', source],
    ['Original-Rcpt-To', hashedRecipient(original)],
    ['Arrival-Date', mailDate(original.arrivedAt, 0)],
    ['Feedback-Type', original.plan.feedbackType],
    ['Original-Mail-From', original.mailFrom],
    ['Reported-Domain', original.dkimDomain],
    ['Source-Ip', original.plan.route !== 'never-ours' && random.chance(0.1) ? 'x.x.x.x' : original.sourceIp],
    ['Subscription-Link', `https://fbl.validity.example/manage/subscriptions/${random.between(1000, 9999)}`],
  ];
  const start = random.between(0, fields.length - 1);
  const turned = [...fields.slice(start), ...fields.slice(0, start)];
  return fieldLines([['User-Agent', 'ReturnPathFBL/2.0'], ['Version', '1'], ...turned]);
}

export const validity: Shape = (original, _receivedAt, random) => {
  const domain = original.rcptTo.slice(original.rcptTo.indexOf('@') + 1);
  const source = `${domain.charAt(0).toUpperCase()}${domain.slice(1, domain.indexOf('-'))}`;
  const message = redact(reportedMessage(original, original.rcptTo), original, hashedRecipient(original));
  return {
    envelopeFrom: 'fblbounces@bounces.validity.example',
    from: `${source} FBL Service <feedbackloop@ufbl.validity.example>`,
    fromDomain: 'ufbl.validity.example',
    subject: `${source} Abuse Report`,
    fields: [],
    ...feedbackReport(`_----${random.text(HEX, 22)}`, [
      {
        type: 'text/plain; charset="US-ASCII"',
        text: `This is a ${source} abuse report for a message received from ${original.sourceIp}\non ${mailDate(original.arrivedAt, 0)}.\n`,
      },
      {
        type: 'message/feedback-report',
        fields: ['Content-Transfer-Encoding: 8bit'],
        text: `${returnPathFields(original, source, random)}\n`,
      },
      { type: 'message/rfc822', fields: ['Content-Disposition: inline'], text: message },
    ]),
  };
};

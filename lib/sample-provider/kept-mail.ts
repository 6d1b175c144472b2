// Mail that a complaint mailbox gets beside complaints and that no desk may take for one: bounces, absences, aggregate
// reports, and what the feedback loops' administration writes (RFC 6449 §4.2).

import { after, DAY, mailDate } from './calendar';
import type { Outgoing } from './delivery';
import { PROVIDER_DOMAIN } from './network';
import { DIGITS, HEX, LOWER_AND_DIGITS, type Random } from './random';
import { base64Part, multipart } from './shapes/parts';

export const KEPT_MAIL = [
  'bounce',
  'auto-reply',
  'out-of-office',
  'dmarc-aggregate',
  'report-card',
  'loop-verification',
] as const;
export type KeptKind = (typeof KEPT_MAIL)[number];

type Written = Pick<
  Outgoing,
  'from' | 'fromDomain' | 'envelopeFrom' | 'subject' | 'contentFields' | 'body'
> & {
  fields?: readonly string[];
};

const UTF8 = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit';

/** Writes one mail of a kind. */
export function keptMail(kind: KeptKind, receivedAt: Date, random: Random): Written {
  return WRITERS[kind](receivedAt, random);
}

const WRITERS: Readonly<Record<KeptKind, (receivedAt: Date, random: Random) => Written>> = {
  bounce: (receivedAt, random) => ({
    ...from('Mail Delivery System', 'mailer-daemon', 'freipost.example'),
    envelopeFrom: '',
    subject: 'Undelivered Mail Returned to Sender',
    fields: ['Auto-Submitted: auto-replied'],
    ...multipart(
      'report',
      `dsn-${random.text(HEX, 12)}`,
      [
        {
          type: 'text/plain; charset=us-ascii',
          text: 'Your message could not be delivered to one or more recipients.\n',
        },
        {
          type: 'message/delivery-status',
          text:
            `Reporting-MTA: dns; out.freipost.example\nArrival-Date: ${mailDate(receivedAt, 0)}\n\n` +
            'Final-Recipient: rfc822; niemand@freipost.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n',
        },
        { type: 'text/rfc822-headers', text: `From: <abuse@${PROVIDER_DOMAIN}>\nSubject: Ihre Anfrage\n` },
      ],
      ' report-type=delivery-status;',
    ),
  }),
  'auto-reply': () => ({
    ...from('Abuse Desk', 'abuse', 'kontakt-mail.example'),
    subject: 'Automatische Antwort: Ihre Nachricht',
    fields: ['Auto-Submitted: auto-replied', 'Precedence: junk'],
    contentFields: UTF8,
    body: 'Vielen Dank für Ihre Nachricht. Wir melden uns, sobald wir Zeit finden.\n',
  }),
  'out-of-office': (receivedAt) => ({
    ...from('Jost Reimann', 'jost.reimann', 'beispielnetz.example'),
    envelopeFrom: '',
    subject: 'Abwesenheitsnotiz: Ihre Anfrage',
    fields: ['X-Auto-Response-Suppress: All', 'Auto-Submitted: auto-generated'],
    contentFields: UTF8,
    body: `Guten Tag,\n\nich bin bis ${after(receivedAt, 9 * DAY)
      .toISOString()
      .slice(0, 10)} nicht im Büro. Ihre Mail wird nicht weitergeleitet.\n\nJost Reimann\n`,
  }),
  'dmarc-aggregate': (receivedAt, random) => {
    const begin = Math.floor(receivedAt.getTime() / 86_400_000) * 86_400 - 86_400;
    const name = `freipost.example!${PROVIDER_DOMAIN}!${begin}!${begin + 86_399}.xml.gz`;
    return {
      ...from('', 'dmarc-noreply', 'freipost.example'),
      subject: `Report Domain: ${PROVIDER_DOMAIN} Submitter: freipost.example Report-ID: <${random.text(DIGITS, 18)}>`,
      ...multipart('mixed', `agg-${random.text(HEX, 12)}`, [
        { type: 'text/plain; charset=us-ascii', text: 'This is an aggregate report.\n' },
        {
          ...base64Part(`application/gzip; name="${name}"`, random.text(LOWER_AND_DIGITS, 400)),
          fields: [
            'Content-Transfer-Encoding: base64',
            `Content-Disposition: attachment;\n\tfilename="${name}"`,
          ],
        },
      ]),
    };
  },
  'report-card': (_receivedAt, random) => ({
    ...from('Yahoo CFL', 'feedback', 'arf.yahoo-cfl.example'),
    subject: 'Your weekly complaint summary',
    contentFields: UTF8,
    body: `Complaints in the last seven days: ${random.between(80, 400)}\nDomains enrolled: ${random.between(100, 150)}\n`,
  }),
  'loop-verification': (_receivedAt, random) => ({
    ...from('SFR Feedback Loop', 'fbl', 'fbl.sfr.example'),
    subject: 'Please verify your feedback loop enrollment',
    contentFields: UTF8,
    body:
      `Somebody asked to enroll ${PROVIDER_DOMAIN} in our feedback loop.\n\n` +
      `Your verification code is: ${random.text(DIGITS, 6)}\n\n` +
      `Or confirm here: https://fbl.sfr.example/confirm?token=${random.text(LOWER_AND_DIGITS, 24)}\n\n` +
      'The code is valid for seven days.\n',
  }),
};

function from(
  name: string,
  local: string,
  domain: string,
): Pick<Written, 'from' | 'fromDomain' | 'envelopeFrom'> {
  const address = `${local}@${domain}`;
  return { from: name === '' ? address : `${name} <${address}>`, fromDomain: domain, envelopeFrom: address };
}

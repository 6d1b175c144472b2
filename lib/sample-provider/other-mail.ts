// What else lands in a complaint mailbox: people, newsletters, bounces, and reports that are broken.
// RFC 6449 §4.2 expects the first kinds; the broken ones must end in quarantine or "Not recognised", never nowhere.

import { deliver, type Outgoing } from './delivery';
import { mailDate } from './calendar';
import { PROVIDER_DOMAIN } from './network';
import { broken, type BrokenKind, BROKEN_MAIL } from './broken-mail';
import { multipart } from './shapes/parts';
import { HEX, type Random } from './random';
import { themeOf } from './themes';
import { writeBody } from './body';
import type { SampleMessage } from './types';

const UNRELATED = ['newsletter', 'person', 'bounce', 'auto-reply', 'empty', 'large', 'report-card'] as const;
type UnrelatedKind = (typeof UNRELATED)[number];
export type OtherKind = UnrelatedKind | BrokenKind;

/** Every kind of mail that is no usable report. */
export const OTHER_MAIL: readonly OtherKind[] = [...UNRELATED, ...BROKEN_MAIL];

type Written = Pick<
  Outgoing,
  'from' | 'fromDomain' | 'envelopeFrom' | 'subject' | 'contentFields' | 'body'
> & {
  fields?: readonly string[];
};

const UTF8 = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit';
const LARGE_LINES = 14_000;

/** Writes one mail of a kind. */
export function writeOtherMail(kind: OtherKind, id: string, receivedAt: Date, random: Random): SampleMessage {
  const isBroken = isBrokenKind(kind);
  const written = isBroken ? broken(kind, receivedAt, random) : unrelated(kind, receivedAt, random);
  const raw = deliver(
    {
      fields: [],
      ...written,
      to: `abuse@${PROVIDER_DOMAIN}`,
      mta: { name: `out.${written.fromDomain}`, ip: '203.0.113.91' },
      dkimDomain: kind === 'person' ? null : written.fromDomain,
      authentic: kind === 'person' ? 'none' : 'pass',
    },
    receivedAt,
    random,
  );
  const outcome = isBroken ? 'broken' : 'not-a-report';
  const intent = {
    outcome,
    shape: kind,
    feedbackType: null,
    account: null,
    blame: 'none',
    forged: false,
    story: null,
  } as const;
  return { id, raw, receivedAt, intent };
}

function isBrokenKind(kind: OtherKind): kind is BrokenKind {
  return BROKEN_MAIL.some((each) => each === kind);
}

function unrelated(kind: UnrelatedKind, receivedAt: Date, random: Random): Written {
  return UNRELATED_WRITERS[kind](receivedAt, random);
}

const UNRELATED_WRITERS: Readonly<Record<UnrelatedKind, (receivedAt: Date, random: Random) => Written>> = {
  newsletter: (_receivedAt, random) => {
    const body = writeBody(themeOf('offers-de'), 'branchenbrief.example', 3000, random);
    return {
      ...from('Branchenbrief', 'redaktion', 'branchenbrief.example'),
      subject: `Branchenbrief ${random.between(1, 52)}: Neues für Rechenzentren`,
      fields: ['List-Unsubscribe: <https://www.branchenbrief.example/abmelden>'],
      contentFields: body.fields.replace('MIME-Version: 1.0\n', ''),
      body: body.text,
    };
  },
  person: (_receivedAt, random) => ({
    ...from('Friederike Mohr', 'friederike.mohr', 'privatpost.example'),
    subject: random.pick(['Ständig Werbung von Ihrem Server', 'Bitte um Hilfe', 'Beschwerde über Spam']),
    contentFields: UTF8,
    body:
      'Guten Tag,\n\nseit Tagen bekomme ich Nachrichten, die angeblich aus Ihrem Hause stammen. Können Sie das bitte\n' +
      'abstellen? Eine der Nachrichten habe ich leider schon gelöscht, sie kam am Montag gegen acht Uhr.\n\n' +
      'Freundliche Grüße\nFriederike Mohr\n',
  }),
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
  empty: () => ({ ...from('', 'leer', 'privatpost.example'), subject: '', contentFields: UTF8, body: '' }),
  large: (_receivedAt, random) => ({
    ...from('Versand Protokolle', 'protokolle', 'beispielnetz.example'),
    subject: 'Protokolle der vergangenen Woche',
    contentFields: UTF8,
    body: Array.from(
      { length: LARGE_LINES },
      (_entry, line) => `${line} Verbindung angenommen und beendet, Vorgang ${random.text(HEX, 8)}`,
    ).join('\n'),
  }),
  'report-card': (_receivedAt, random) => ({
    ...from('Yahoo CFL', 'feedback', 'arf.yahoo-cfl.example'),
    subject: 'Your weekly complaint summary',
    contentFields: UTF8,
    body: `Complaints in the last seven days: ${random.between(80, 400)}\nDomains enrolled: ${random.between(100, 150)}\n`,
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

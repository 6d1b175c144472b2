// Validity's Universal Feedback Loop, and the mailbox providers that it delivers for.

import { facts, program, text, type Program, type ProgramDraft } from './types';

const SINCE_2023 = text(
  'Einzelne Meldungen kosten seit September 2023 Geld (genannt werden rund 1.500 US-Dollar im Jahr), Summen sind frei.',
  'Single reports have cost money since September 2023 (about 1,500 US dollars a year are named); totals are free.',
);

/** A provider whose reports come through Validity. `from` as seen in published messages; none is known otherwise. */
function member(
  id: string,
  name: string,
  more: { from?: string[]; subject?: string } & Partial<
    Pick<ProgramDraft, 'status' | 'keyedOn' | 'quirks' | 'facts'>
  > = {},
): Program {
  const { from, subject, ...rest } = more;
  const isSeen = from !== undefined;
  const status = rest.status ?? 'unconfirmed';
  return program({
    id,
    name,
    status,
    keyedOn: ['ip'],
    apply: { way: status === 'retired' ? 'none' : 'through', through: 'validity' },
    reports: {
      formats: ['arf'],
      from: from ?? [],
      subject: subject ?? null,
      redaction: isSeen ? 'hashed' : 'unknown',
    },
    summary:
      status === 'retired'
        ? text(
            'Kam über Validity, steht dort 2023 nicht mehr in der Liste.',
            'Came through Validity, no longer listed there in 2023.',
          )
        : text(
            'Kommt über das Universal Feedback Loop von Validity; stand 2023 in dessen Liste.',
            'Comes through Validity’s Universal Feedback Loop; in its list in 2023.',
          ),
    facts: isSeen
      ? facts(['identity', 'samples'], ['membership', 'spamresource-2023'])
      : facts(['membership', 'spamresource-2023'], ['membership', 'email-expert']),
    ...rest,
  });
}

export const validityPrograms: readonly Program[] = [
  program({
    id: 'validity',
    name: 'Validity (Universal FBL)',
    status: 'live',
    keyedOn: ['ip', 'dkim'],
    apply: { way: 'form', url: 'https://fbl.validity.com' },
    cost: SINCE_2023,
    reports: {
      formats: ['arf'],
      from: ['feedbackloop@rackspacefbl.senderscore.net', 'feedbackloop@comcastfbl.senderscore.net'],
      envelopeDomains: ['senderscore.net'],
      userAgents: ['ReturnPathFBL/1.0', 'ReturnPathFBL/2.0'],
      subject: '… Abuse Report',
      redaction: 'hashed',
    },
    summary: text(
      'Früher Return Path: ein Abonnement für über zwanzig Anbieter. Angemeldet werden Adressbereiche, bei Comcast, Gandi, La Poste und SFR auch DKIM-Domains.',
      'Formerly Return Path: one subscription for more than twenty providers. Address ranges are registered, with Comcast, Gandi, La Poste and SFR also DKIM domains.',
    ),
    quirks: [
      text(
        'Der Absender wechselt je Anbieter: meist feedbackloop@ und ein Name des Anbieters.',
        'The sender differs by provider: mostly feedbackloop@ and a name of the provider.',
      ),
      text(
        'Abuse-Type unterscheidet Beschwerden (complaint) von Spamfallen (trap-recycled).',
        'Abuse-Type tells complaints (complaint) from spam traps (trap-recycled).',
      ),
      text(
        'Der lokale Teil des Empfängers ist durch 32 Hexadezimalzeichen ersetzt, überall gleich.',
        'The local part of the recipient is replaced by 32 hexadecimal digits, the same everywhere.',
      ),
      text(
        'Reported-Domain nannte 2015 und 2016 die Domain des Empfängers, sonst die des Absenders.',
        'Reported-Domain named the recipient’s domain in 2015 and 2016, otherwise the sender’s.',
      ),
    ],
    facts: facts(
      ['membership', 'spamresource-2023'],
      ['existence', 'validity'],
      ['cost', 'validity-help'],
      ['cost', 'postmastery-laposte'],
      ['fields', 'samples'],
    ),
  }),
  program({
    id: 'comcast',
    name: 'Comcast',
    status: 'live',
    keyedOn: ['ip', 'dkim'],
    apply: {
      way: 'form',
      url: 'https://postmaster.comcast.net/feedback-loop.html',
      through: 'validity',
    },
    reports: {
      formats: ['arf', 'arf-like'],
      from: ['feedbackloop@comcastfbl.senderscore.net'],
      envelopeDomains: ['senderscore.net'],
      subject: 'Comcast Abuse Report',
      redaction: 'hashed',
    },
    mailboxDomains: ['comcast.net', 'xfinity.com'],
    summary: text(
      'Postfächer von comcast.net ziehen bis Ende 2026 zu Yahoo um; das Programm geht dann wohl in dessen Feedback-Loop auf.',
      'Mailboxes of comcast.net move to Yahoo until the end of 2026; the program will probably become part of its feedback loop.',
    ),
    quirks: [
      text(
        'Seit 2024 steckt ARF in multipart/mixed, die Teile sind in base64: nach den Teilen lesen, nicht nach dem Behälter.',
        'Since 2024 ARF comes in multipart/mixed with its parts in base64: read by the parts, not by the container.',
      ),
      text(
        'Die Adresse des Kunden ist entfernt und bleibt es.',
        'The customer’s address is removed and stays so.',
      ),
    ],
    facts: facts(
      ['sign-up', 'comcast'],
      ['fields', 'postmastery-comcast'],
      ['membership', 'spamresource-2023'],
      ['end', 'tecknexus-comcast'],
      ['sign-up', 'egress-comcast'],
      ['identity', 'samples'],
    ),
  }),
  member('bluetie', 'BlueTie', {
    from: ['feedbackloop@feedback.bluetie.com'],
    subject: 'Bluetie Abuse Report',
  }),
  member('cox', 'Cox', {
    status: 'retired',
    from: ['feedbackloop@fbl.cox.net'],
    subject: 'Cox Abuse Report',
  }),
  member('fastmail', 'Fastmail', {
    status: 'conflicting',
    from: ['feedbackloop@fbl.fastmail.com', 'feedbackloop@fbl.fastmail.fm'],
    subject: 'Fastmail Abuse Report',
    quirks: [
      text(
        'Stand 2023 bei Validity in der Liste; 2026 nennt Fastmail selbst kein Feedback-Loop.',
        'Listed by Validity in 2023; in 2026 Fastmail itself names no feedback loop.',
      ),
    ],
    facts: facts(['membership', 'spamresource-2023'], ['end', 'egress-fastmail'], ['identity', 'samples']),
  }),
  member('opensrs', 'OpenSRS (Tucows)', {
    from: ['feedbackloop@fbl.hostedemail.com'],
    subject: 'OpenSRS Abuse Report',
  }),
  member('rackspace', 'Rackspace', {
    from: ['feedbackloop@fbl.apps.rackspace.com', 'feedbackloop@rackspacefbl.senderscore.net'],
    subject: 'Rackspace Abuse Report',
  }),
  member('road-runner', 'Road Runner (Time Warner Cable)', {
    status: 'retired',
    from: ['feedbackloop@feedback.postmaster.rr.com'],
    subject: 'RoadRunner Abuse Report',
  }),
  member('synacor', 'Synacor', { from: ['feedbackloop@fbl.synacor.com'], subject: 'Synacor Abuse Report' }),
  member('usa-net', 'USA.net', {
    status: 'retired',
    from: ['feedbackloop@fbl.usa.net'],
    subject: 'USA.net Abuse Report',
  }),
  member('terra', 'Terra', {
    from: ['feedbackloop@feedback.terra.com'],
    subject: 'Terra Abuse Report',
    quirks: [
      text(
        'Der Empfänger heißt „undisclosed Terra recipient“, Original-Rcpt-To ist leer.',
        'The recipient is called “undisclosed Terra recipient”, Original-Rcpt-To is empty.',
      ),
    ],
  }),
  member('telenor', 'Telenor', {
    from: ['abuse@telenor.net'],
    subject: 'Abuse report for …',
    quirks: [
      text(
        'Meldet Treffer von Spamfallen (trap-recycled), keinen Knopfdruck.',
        'Reports hits of spam traps (trap-recycled), nobody pressed a button.',
      ),
    ],
    facts: facts(['fields', 'samples'], ['existence', 'word-loops'], ['membership', 'spamresource-2023']),
  }),
  member('gandi', 'Gandi', { keyedOn: ['ip', 'dkim'] }),
  member('italia-online', 'Italia Online (Libero, Virgilio)'),
  member('liberty-global', 'Liberty Global (UPC, Unitymedia, Virgin Media)'),
  member('locaweb', 'Locaweb'),
  member('sfr', 'SFR', { keyedOn: ['ip', 'dkim'] }),
  member('silversky', 'SilverSky'),
  member('tim', 'TIM (Telecom Italia)'),
  member('telenet', 'Telenet'),
  member('telstra', 'Telstra'),
  member('uol-brazil', 'UOL (Universo Online, Brasilien)'),
  member('xs4all', 'XS4ALL', {
    facts: facts(
      ['membership', 'spamresource-2023'],
      ['membership', 'email-expert'],
      ['existence', 'word-loops'],
    ),
  }),
  member('ziggo', 'Ziggo'),
  member('yandex', 'Yandex', {
    facts: facts(['existence', 'expertsender-yandex'], ['membership', 'spamresource-2023']),
  }),
];

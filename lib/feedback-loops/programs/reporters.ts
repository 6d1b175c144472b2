// Reporters that nobody subscribes to: they write to the abuse contact of an address, or to what a header field names. They
// are here because their reports come all the same, and are recognised by what stands here.

import { facts, program, text, type Program, type ProgramDraft } from './types';

/** A small reporter of which only published messages are known. */
function seen(
  id: string,
  name: string,
  userAgent: string | null,
  quirk: ProgramDraft['quirks'],
  more: Partial<ProgramDraft['reports']> = {},
): Program {
  return program({
    id,
    name,
    status: 'unconfirmed',
    keyedOn: ['ip'],
    apply: { way: 'automatic' },
    reports: { formats: ['arf'], userAgents: userAgent === null ? [] : [userAgent], ...more },
    summary: text(
      'Schreibt ungefragt an die Abuse-Adresse; bekannt sind nur einzelne Mails.',
      'Writes to the abuse address unasked; only single mails are known.',
    ),
    quirks: quirk ?? [],
    facts: facts(['fields', 'samples']),
  });
}

export const reporterPrograms: readonly Program[] = [
  program({
    id: 'spamcop',
    name: 'SpamCop',
    status: 'live',
    keyedOn: ['ip'],
    apply: { way: 'automatic', url: 'https://www.spamcop.net/' },
    reports: {
      formats: ['text', 'arf'],
      from: ['@reports.spamcop.net'],
      envelopeDomains: ['bounces.spamcop.net'],
      userAgents: ['http://www.spamcop.net'],
      subject: '[SpamCop (…) id:…]…',
      redaction: 'munged',
    },
    summary: text(
      'Geht an die Abuse-Adresse der sendenden Adresse oder der beworbenen Seite. Ein Zugang für Anbieter stellt auf ARF um und schickt Zusammenfassungen.',
      'Goes to the abuse address of the sending address or of the advertised site. An account for providers switches to ARF and sends summaries.',
    ),
    quirks: [
      text(
        'Treffer von Spamfallen werden nicht einzeln gemeldet.',
        'Hits of spam traps are not reported singly.',
      ),
      text(
        'Auch die Message-ID ist überschrieben; zugeordnet wird nach Adresse und Zeit.',
        'The Message-ID is overwritten, too; attribution is by address and time.',
      ),
    ],
    facts: facts(
      ['identity', 'spamcop'],
      ['sign-up', 'spamcop-wiki'],
      ['existence', 'word-spamcop'],
      ['fields', 'samples'],
    ),
  }),
  program({
    id: 'abusix',
    name: 'Abusix: Spamfallen',
    status: 'live',
    keyedOn: ['ip'],
    apply: { way: 'automatic' },
    reports: {
      formats: ['arf', 'xarf'],
      from: ['no-reply@abusix.org'],
      envelopeDomains: ['abusix.org'],
      userAgents: ['abusix-py/0.1', 'Abusix/1.0'],
      subject: 'Spamtraphit by …',
      redaction: 'munged',
    },
    summary: text(
      'Meldet Treffer von Spamfallen an die Abuse-Adresse der sendenden Adresse, neuerdings als XARF.',
      'Reports hits of spam traps to the abuse address of the sending address, lately as XARF.',
    ),
    quirks: [
      text(
        'Original-Rcpt-To kann über dreißig Empfänger nennen.',
        'Original-Rcpt-To may name more than thirty recipients.',
      ),
    ],
    facts: facts(['existence', 'abusix-faq'], ['fields', 'samples']),
  }),
  program({
    id: 'nixspam',
    name: 'NiX Spam',
    status: 'retired',
    keyedOn: ['ip'],
    apply: { way: 'none' },
    reports: { formats: ['arf'], userAgents: ['NiXSpamReporter/1.4'] },
    summary: text('Die Liste wurde im Januar 2025 geschlossen.', 'The list was closed in January 2025.'),
    facts: facts(['fields', 'samples'], ['end', 'recollection']),
  }),
  program({
    id: 'netcraft',
    name: 'Netcraft',
    status: 'live',
    keyedOn: ['ip'],
    apply: { way: 'automatic' },
    reports: {
      formats: ['xarf', 'arf-like'],
      from: ['@netcraft.com'],
      userAgents: ['Netcraft Takedown', 'Netcraft'],
      subject: 'Issue …',
    },
    summary: text(
      'Bittet, Seiten mit Betrug oder Schadsoftware abzuschalten; je nach Jahr in YAML, ARF oder XARF.',
      'Asks for sites with fraud or malware to be taken down; in YAML, ARF or XARF, depending on the year.',
    ),
    facts: facts(['fields', 'samples']),
  }),
  program({
    id: 'cfbl',
    name: 'CFBL-Address (RFC 9477)',
    status: 'live',
    keyedOn: ['header', 'dkim'],
    apply: { way: 'automatic', url: 'https://www.rfc-editor.org/rfc/rfc9477' },
    reports: { formats: ['arf', 'xarf'], redaction: 'unknown' },
    summary: text(
      'Der Versender nennt in jeder signierten Mail, wohin Beschwerden gehen; ein Versuch (experimental).',
      'The sender names in each signed mail where complaints go; an experiment.',
    ),
    terms: text(
      'Eine Meldung gilt nur, wenn ihre eigene From-Domain sie signiert hat.',
      'A report counts only if its own From domain signed it.',
    ),
    facts: facts(['terms', 'rfc9477'], ['fields', 'samples']),
  }),
  program({
    id: 'amazon-ses',
    name: 'Amazon SES: weitergeleitete Beschwerden',
    status: 'live',
    keyedOn: ['account'],
    apply: { way: 'automatic' },
    reports: {
      formats: ['arf'],
      from: ['complaints@email-abuse.amazonses.com'],
      subject: null,
    },
    summary: text(
      'Reicht das ARF der Anbieter durch, an wen über SES versandt hat.',
      'Passes the providers’ ARF through to whoever sent by SES.',
    ),
    quirks: [text('Daten mit zweistelligem Jahr kommen vor.', 'Dates with a two-digit year occur.')],
    facts: facts(['fields', 'samples-2026']),
  }),
  program({
    id: 'spamexperts',
    name: 'SpamExperts (N-able): eigener Ausgangsfilter',
    status: 'live',
    keyedOn: ['own-filter'],
    apply: { way: 'form', url: null },
    reports: { formats: ['arf'], userAgents: ['SpamExperts/'] },
    summary: text(
      'Der eigene Ausgangsfilter meldet, was er beim Versand erkennt; der Kunde steht in Authentication-Results (auth=pass).',
      'One’s own outbound filter reports what it detects when sending; the customer stands in Authentication-Results (auth=pass).',
    ),
    facts: facts(['existence', 'spamexperts'], ['fields', 'samples']),
  }),
  program({
    id: 'linkedin',
    name: 'LinkedIn',
    status: 'unconfirmed',
    keyedOn: ['ip', 'header'],
    apply: { way: 'automatic' },
    reports: {
      formats: ['arf'],
      from: ['postmaster@linkedin.com', 'dmarc-noreply@linkedin.com'],
      userAgents: ['pyforensic/1.1', 'Lua/1.0'],
    },
    summary: text(
      'Betrug und DMARC-Fehler; der dritte Teil kann ein Archiv mit Schadsoftware sein, das niemand auspacken darf.',
      'Fraud and DMARC failures; the third part may be an archive with malware that nobody may unpack.',
    ),
    facts: facts(['fields', 'samples']),
  }),
  program({
    id: 'netease-ruf',
    name: 'NetEase (163.com, 126.com): DMARC-Fehlerberichte',
    status: 'unconfirmed',
    keyedOn: ['header'],
    apply: { way: 'automatic' },
    reports: { formats: ['arf'], from: ['abuse@163.com'], userAgents: ['NtesDmarcReporter/1.0'] },
    summary: text(
      'An die Adresse ruf= der DMARC-Regel; zuletzt 2018 gesehen.',
      'To the address ruf= of the DMARC policy; last seen in 2018.',
    ),
    facts: facts(['fields', 'samples']),
  }),
  program({
    id: 'uw-madison',
    name: 'University of Wisconsin–Madison',
    status: 'unconfirmed',
    keyedOn: ['ip'],
    apply: { way: 'automatic' },
    reports: {
      formats: ['arf'],
      from: ['postmaster@wisc.edu'],
      userAgents: ['UW-Madison Email Reporter'],
    },
    summary: text(
      'Meldet Spam und „kein Spam“ (not-spam) der Nutzer; zuletzt 2022 gesehen.',
      'Reports spam and not-spam of its users; last seen in 2022.',
    ),
    facts: facts(['fields', 'samples']),
  }),
  program({
    id: 'trend-micro',
    name: 'Trend Micro ERS (MAPS)',
    status: 'unconfirmed',
    keyedOn: ['ip'],
    apply: { way: 'none' },
    reports: { formats: ['none'] },
    summary: text(
      'Führt Sperrlisten nach Treffern von Spamfallen; ein Feedback-Loop ist nicht bekannt.',
      'Keeps block lists after hits of spam traps; a feedback loop is not known.',
    ),
    facts: facts(['existence', 'word-trend'], ['existence', 'recollection']),
  }),
  program({
    id: 'apple-unsubscribe',
    name: 'Apple Mail: Abbestellen mit einem Druck',
    status: 'live',
    keyedOn: ['header'],
    apply: { way: 'automatic' },
    reports: { formats: ['text'], from: ['@icloud.com'], subject: 'unsubscribe' },
    summary: text(
      'Keine Beschwerde: eine Abbestellung an die Adresse aus List-Unsubscribe (X-Apple-Unsubscribe: true).',
      'No complaint: an unsubscription to the address in List-Unsubscribe (X-Apple-Unsubscribe: true).',
    ),
    facts: facts(['fields', 'samples']),
  }),
  seen('dnsbl-de', 'DNSBL.de', 'DNSBL http://www.dnsbl.de', [
    text('Nennt Arrival-Date und Received-Date zugleich.', 'Names both Arrival-Date and Received-Date.'),
  ]),
  seen('junkemailfilter', 'JunkEmailFilter', 'JunkEmailFilter - Abuse Reporter/1.0', []),
  seen('mspam', 'mspam', 'mspam/1.3', [
    text('Der Umschlag nennt den Empfänger (VERP).', 'The envelope names the recipient (VERP).'),
  ]),
  seen('spfbl', 'SPFBL', 'SPFBL/2.11', [text('Ohne gemeldete Mail.', 'Without the reported mail.')]),
  seen('ephemeron', 'report_spam', 'report_spam/1.61', [
    text('Meldet den nicht registrierten Typ „spam“.', 'Reports the unregistered type “spam”.'),
  ]),
  seen('namesco', 'Namesco (names.co.uk)', 'Namesco/0.3', [
    text('Alle Felder stehen in einer Zeile.', 'All fields stand in one line.'),
  ]),
  seen('jade', 'Jade Networks', null, [
    text(
      'Der zweite Teil ist leer; es gilt die gemeldete Mail.',
      'The second part is empty; the reported mail counts.',
    ),
  ]),
  seen(
    'fbihome',
    'Abuse-Mail',
    'Abuse-Mail/1.0',
    [
      text(
        'Felder in den Kopfzeilen des MIME-Teils, ungültiges JSON.',
        'Fields in the headers of the MIME part, invalid JSON.',
      ),
    ],
    { formats: ['xarf'] },
  ),
  seen(
    'p44',
    'p44.net Intrusion Detection',
    'Intrusion Detection System V3.2',
    [text('XARF 1, verschachtelt in multipart/related.', 'XARF 1, nested in multipart/related.')],
    { formats: ['xarf'] },
  ),
];

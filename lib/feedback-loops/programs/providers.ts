// Programs of large mailbox providers of their own.

import { facts, program, text, type Program } from './types';

export const providerPrograms: readonly Program[] = [
  program({
    id: 'yahoo-cfl',
    name: 'Yahoo CFL',
    status: 'live',
    keyedOn: ['dkim'],
    apply: { way: 'form', url: 'https://senders.yahooinc.com/' },
    reports: {
      formats: ['arf'],
      from: ['feedback@arf.mail.yahoo.com'],
      envelopeDomains: ['arf.mail.yahoo.com', 'returns.bulk.yahoo.com'],
      dkimDomains: ['arf.mail.yahoo.com'],
      userAgents: ['Yahoo!-Mail-Feedback/1.0', 'Yahoo!-Mail-Feedback/2.0'],
      subject: 'FW: …',
      redaction: 'none',
    },
    mailboxDomains: [
      ...['yahoo.com', 'yahoo.de', 'yahoo.fr', 'yahoo.it', 'yahoo.es', 'yahoo.co.uk', 'yahoo.ca'],
      ...['ymail.com', 'rocketmail.com', 'myyahoo.com', 'aol.com', 'aol.de', 'aim.com', 'verizon.net'],
    ],
    summary: text(
      'Complaint Feedback Loop für die Postfächer von Yahoo, AOL, AT&T und Verizon. Angemeldet werden DKIM-Domains, keine Adressen.',
      'Complaint feedback loop for the mailboxes of Yahoo, AOL, AT&T and Verizon. DKIM domains are registered, not addresses.',
    ),
    quirks: [
      text(
        'Fassung 2.0 nennt keine Source-IP; statt Arrival-Date steht Received-Date.',
        'Version 2.0 has no Source-IP; Received-Date stands in place of Arrival-Date.',
      ),
      text(
        'Authentication-Results kann leer sein oder ein Satz.',
        'Authentication-Results may be empty or a sentence.',
      ),
      text(
        'Seit Juli 2024 kommt dieselbe Beschwerde zuweilen mehrfach.',
        'Since July 2024 the same complaint sometimes comes more than once.',
      ),
    ],
    facts: facts(
      ['keyed-on', 'yahoo'],
      ['identity', 'dmarcpal'],
      ['fields', 'samples'],
      ['redaction', 'samples'],
      ['existence', 'suped-yahoo'],
    ),
  }),
  program({
    id: 'aol',
    name: 'AOL Feedback Loop (SComp)',
    status: 'retired',
    keyedOn: ['ip'],
    apply: { way: 'none' },
    reports: {
      formats: ['arf'],
      from: ['scomp@aol.net', 'fbl-no-reply@postmaster.aol.com'],
      envelopeDomains: ['aol.net'],
      userAgents: ['AOL SComp'],
      subject: 'Email Feedback Report for IP …',
      redaction: 'local-part',
    },
    summary: text(
      '2018 und 2019 eingestellt; die Postfächer meldet seither das Programm von Yahoo.',
      'Ended in 2018 and 2019; Yahoo’s program has reported for its mailboxes since.',
    ),
    quirks: [
      text(
        'Beschwerden kamen auch über ein Jahr nach der Mail.',
        'Complaints came more than a year after the mail, too.',
      ),
    ],
    facts: facts(
      ['end', 'word-aol'],
      ['identity', 'word-loops'],
      ['redaction', 'aol-info'],
      ['existence', 'goolsbee'],
      ['fields', 'samples'],
    ),
  }),
  program({
    id: 'gmail',
    name: 'Gmail (Postmaster Tools)',
    status: 'aggregate',
    keyedOn: ['header', 'dkim'],
    apply: { way: 'form', url: 'https://postmaster.google.com/' },
    reports: { formats: ['none'] },
    summary: text(
      'Anteile je Feedback-ID auf einer Webseite, nie einzelne Meldungen. ARF, das von Gmail zu kommen scheint, ist nicht von dort.',
      'Shares by Feedback-ID on a web page, never single reports. ARF that seems to come from Gmail does not.',
    ),
    quirks: [
      text(
        'Die Feedback-ID in Mails ist ein guter Schlüssel für Meldungen anderer.',
        'The Feedback-ID in mails is a good key for the reports of others.',
      ),
    ],
    facts: facts(['existence', 'gmail']),
  }),
  program({
    id: 'mail-ru',
    name: 'Mail.ru',
    status: 'unconfirmed',
    keyedOn: ['dkim'],
    apply: { way: 'form', url: 'https://postmaster.mail.ru/' },
    reports: {
      formats: ['arf'],
      from: ['noreply@corp.mail.ru'],
      userAgents: ['Email::ARF::Report/0.006'],
      subject: 'Mail.ru abuse report (Feedback Loop)',
      redaction: 'none',
    },
    mailboxDomains: ['mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'internet.ru'],
    summary: text(
      'Meldet nach DKIM-Domain; die Anmeldung braucht ein Konto bei Mail.ru.',
      'Reports by DKIM domain; signing up needs an account at Mail.ru.',
    ),
    quirks: [
      text(
        'Nur die drei Pflichtfelder; Adresse, Zeit und Empfänger stehen allein in der gemeldeten Mail.',
        'Only the three mandatory fields; address, time and recipient stand in the reported mail alone.',
      ),
    ],
    facts: facts(['keyed-on', 'word-loops'], ['existence', 'mail-ru'], ['fields', 'samples']),
  }),
  program({
    id: 'seznam',
    name: 'Seznam.cz (Email.cz) FBL',
    status: 'live',
    keyedOn: ['dkim'],
    apply: { way: 'form', url: 'https://fbl.seznam.cz/' },
    reports: {
      formats: ['arf'],
      from: ['postmaster@seznam.cz'],
      envelopeDomains: ['seznam.cz'],
      userAgents: ['szn-mime/1.1.2'],
      redaction: 'none',
    },
    terms: text(
      'Der Absender verpflichtet sich, dem Empfänger nicht mehr zu schreiben.',
      'The sender undertakes not to write to the recipient again.',
    ),
    summary: text(
      'Meldet nach der angemeldeten DKIM-Domain; der Betreff ist der der gemeldeten Mail.',
      'Reports by the registered DKIM domain; the subject is that of the reported mail.',
    ),
    facts: facts(['terms', 'seznam'], ['fields', 'samples']),
  }),
  program({
    id: 'zoho',
    name: 'Zoho Mail FBL',
    status: 'live',
    keyedOn: ['ip'],
    apply: { way: 'form', url: 'https://www.zoho.com/fbl/' },
    reports: {
      formats: ['arf'],
      from: ['feedbackloop@fbl.zoho.com'],
      envelopeDomains: ['fbl.zoho.com'],
      userAgents: ['Zoho Mail'],
      subject: 'Email Feedback Report for IP …',
      redaction: 'none',
    },
    summary: text(
      'Meldet nach Adresse; die Domain wird über abuse@ oder postmaster@ bestätigt.',
      'Reports by address; the domain is confirmed through abuse@ or postmaster@.',
    ),
    facts: facts(['sign-up', 'zoho'], ['fields', 'samples']),
  }),
  program({
    id: 'united-online',
    name: 'United Online (Juno, NetZero)',
    status: 'unconfirmed',
    keyedOn: ['ip'],
    reports: {
      formats: ['arf'],
      from: ['abuse-auto@support.netzero.com', 'abuse-auto@support.juno.com'],
      userAgents: ['UOL Feedback Loop 1.0'],
      subject: 'Spam complaint from UOL …',
      redaction: 'local-part',
    },
    summary: text(
      'Gab es 2006; ob noch angemeldet werden kann, ist offen. „UOL“ meint hier United Online.',
      'Existed in 2006; whether one can still sign up is open. “UOL” means United Online here.',
    ),
    facts: facts(['existence', 'mailchimp-uol'], ['fields', 'samples']),
  }),
  program({
    id: 'earthlink',
    name: 'EarthLink FBL',
    status: 'unconfirmed',
    keyedOn: ['ip'],
    apply: { way: 'mail' },
    reports: {
      formats: ['arf'],
      from: ['fbl@abuse.earthlink.net'],
      userAgents: ['SpoonFeed/0.1'],
      subject: 'FW: …',
      redaction: 'none',
    },
    summary: text('Anmeldung einst per Mail; Stand unklar.', 'Sign-up once by mail; its state is unclear.'),
    quirks: [
      text(
        'Feedback-Agent steht an der Stelle von User-Agent.',
        'Feedback-Agent stands in the place of User-Agent.',
      ),
    ],
    facts: facts(['sign-up', 'email-ethics'], ['fields', 'samples']),
  }),
  program({
    id: 'others',
    name: 'Centrum.cz, Excite, Outblaze, DreamHost, Charter',
    status: 'unconfirmed',
    keyedOn: ['unknown'],
    summary: text(
      'Stehen in Listen ohne nähere Angaben. AT&T und Verizon meldet heute Yahoo.',
      'Named in lists without detail. Yahoo reports for AT&T and Verizon today.',
    ),
    facts: facts(['existence', 'lists-of-loops'], ['existence', 'email-ethics']),
  }),
];

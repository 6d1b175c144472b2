// Programs of Microsoft's mailboxes.

import { facts, program, text, type Program } from './types';

export const microsoftPrograms: readonly Program[] = [
  program({
    id: 'microsoft-jmrp',
    name: 'Microsoft JMRP',
    status: 'live',
    keyedOn: ['ip'],
    apply: { way: 'form', url: 'https://sendersupport.olc.protection.outlook.com/snds/JMRP.aspx' },
    reports: { formats: ['arf'], redaction: 'body-removed' },
    terms: text(
      'Der Feed hängt an einem bestätigten Zugang zu SNDS, das die Adressbereiche kennt.',
      'The feed depends on a confirmed account at SNDS, which knows the address ranges.',
    ),
    mailboxDomains: [
      ...['outlook.com', 'outlook.de', 'outlook.at', 'outlook.fr', 'outlook.es', 'outlook.it'],
      ...['hotmail.com', 'hotmail.de', 'hotmail.fr', 'hotmail.it', 'hotmail.es', 'hotmail.co.uk'],
      ...['live.com', 'live.de', 'live.at', 'live.nl', 'live.fr', 'live.co.uk', 'msn.com', 'windowslive.com'],
    ],
    summary: text(
      'Für Outlook.com und Hotmail, seit Juni 2026 in ARF: Der Text der Mail fehlt, Kopfzeilen und Ergebnisse von DKIM, SPF und ARC bleiben.',
      'For Outlook.com and Hotmail, in ARF since June 2026: the body of the mail is gone, header fields and results of DKIM, SPF and ARC stay.',
    ),
    quirks: [
      text(
        'Zuordnen lassen sich Meldungen nur nach Kopfzeilen: Message-ID, List-ID, eigene X-Felder, Feedback-ID.',
        'Reports can be attributed by header fields alone: Message-ID, List-ID, own X- fields, Feedback-ID.',
      ),
      text(
        'Quellen widersprechen sich, ob der Absender oder der Empfänger entfernt ist.',
        'Sources contradict each other on whether the sender or the recipient is removed.',
      ),
    ],
    facts: facts(
      ['sign-up', 'email-expert-jmrp'],
      ['redaction', 'email-expert-jmrp'],
      ['redaction', 'suped-jmrp'],
      ['existence', 'longtail-jmrp'],
    ),
  }),
  program({
    id: 'microsoft-365',
    name: 'Microsoft 365',
    status: 'unconfirmed',
    keyedOn: ['ip'],
    apply: { way: 'none' },
    reports: { formats: ['none'] },
    summary: text(
      'Postfächer von Firmen und Schulen bei Microsoft, unter eigenen Domains. JMRP und SNDS gelten nur für Outlook.com und Hotmail; Beschwerden aus Microsoft 365 gibt Microsoft niemandem weiter.',
      'Mailboxes of companies and schools at Microsoft, under domains of their own. JMRP and SNDS are for Outlook.com and Hotmail alone; complaints from Microsoft 365 are passed on to nobody.',
    ),
    facts: facts(['existence', 'suped-snds']),
  }),
  program({
    id: 'microsoft-jmrp-legacy',
    name: 'Microsoft JMRP, früheres Format',
    status: 'retired',
    keyedOn: ['ip'],
    apply: { way: 'none' },
    reports: {
      formats: ['message'],
      from: ['staff@hotmail.com'],
      envelopeDomains: ['hotmail.com'],
      subject: 'complaint about message from …',
      redaction: 'none',
    },
    summary: text(
      'Bis Juni 2026: die gemeldete Mail als einziger Anhang, ohne Bericht. Kann noch vereinzelt kommen.',
      'Until June 2026: the reported mail as the only attachment, without a report. May still come now and then.',
    ),
    quirks: [
      text(
        'Die gemeldete Adresse steht im Betreff, der Beschwerdeführer in X-HmXmrOriginalRecipient.',
        'The reported address stands in the subject, the complainant in X-HmXmrOriginalRecipient.',
      ),
    ],
    facts: facts(
      ['identity', 'jmrp-faq'],
      ['fields', 'sparkpost-momentum'],
      ['fields', 'samples'],
      ['end', 'suped-jmrp'],
    ),
  }),
  program({
    id: 'microsoft-ruf',
    name: 'Outlook.com: DMARC-Fehlerberichte',
    status: 'retired',
    keyedOn: ['header'],
    apply: { way: 'automatic' },
    reports: {
      formats: ['arf'],
      from: ['staff@hotmail.com'],
      userAgents: ['XMR/2.2'],
      redaction: 'local-part',
    },
    summary: text(
      'Gingen an die Adresse ruf= der DMARC-Regel des Absenders; vermutlich eingestellt.',
      'Went to the address ruf= of the sender’s DMARC policy; presumably ended.',
    ),
    facts: facts(['fields', 'samples'], ['end', 'recollection']),
  }),
];

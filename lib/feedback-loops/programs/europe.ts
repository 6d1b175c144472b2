// Programs of France, Germany and Switzerland, and the alliances behind them.

import { facts, program, text, type Program } from './types';

export const europeanPrograms: readonly Program[] = [
  program({
    id: 'signal-spam',
    name: 'Signal Spam (Frankreich)',
    status: 'live',
    keyedOn: ['ip'],
    apply: { way: 'membership', url: 'https://www.signal-spam.fr/' },
    terms: text(
      'Mitglieder behandeln jede Meldung als Abbestellung und halten den Verhaltenskodex ein.',
      'Members treat each report as an unsubscription and keep the code of ethics.',
    ),
    summary: text(
      'Menschen melden mit einem Zusatz zu ihrem Mailprogramm; Orange, La Poste und SFR liefern dazu. Ein Mensch hat gedrückt: das wiegt schwer.',
      'People report with an addition to their mail program; Orange, La Poste and SFR contribute. A person pressed: that weighs heavily.',
    ),
    facts: facts(['terms', 'signal-spam'], ['sign-up', 'signal-spam'], ['existence', 'postmastery-laposte']),
  }),
  program({
    id: 'orange-fr',
    name: 'Orange (Frankreich)',
    status: 'aggregate',
    keyedOn: ['ip'],
    apply: { way: 'through', through: 'signal-spam' },
    reports: { formats: ['csv'] },
    summary: text(
      'Täglich Zahlen je Adresse als CSV zum Abholen, keine einzelnen Meldungen.',
      'Daily figures by address as CSV to fetch, no single reports.',
    ),
    facts: facts(['existence', 'return-path-signal-spam']),
  }),
  program({
    id: 'laposte',
    name: 'La Poste (laposte.net)',
    status: 'live',
    keyedOn: ['ip', 'dkim'],
    apply: { way: 'through', through: 'signal-spam' },
    cost: text(
      'Über Signal Spam mit der Mitgliedschaft, über Validity gegen Geld.',
      'Through Signal Spam with the membership, through Validity for money.',
    ),
    reports: { formats: ['arf', 'csv'] },
    summary: text(
      'Einzelne Meldungen in ARF und täglich Zahlen je Adresse als CSV.',
      'Single reports in ARF and daily figures by address as CSV.',
    ),
    facts: facts(['existence', 'postmastery-laposte'], ['keyed-on', 'validity-help']),
  }),
  program({
    id: 'gmx-webde',
    name: 'GMX und WEB.DE',
    status: 'closed',
    keyedOn: ['unknown'],
    apply: { way: 'membership', url: 'https://certified-senders.org' },
    reports: { redaction: 'body-removed' },
    summary: text(
      'Nur für vertrauenswürdige Versender, etwa mit Zertifikat der Certified Senders Alliance. Laut Hilfe gehen nur Zeit, Absender und Inhaltstyp weiter.',
      'For trusted senders only, for example certified by the Certified Senders Alliance. According to the help pages only time, sender and content type are passed on.',
    ),
    facts: facts(['existence', 'gmx'], ['redaction', 'gmx']),
  }),
  program({
    id: 't-online',
    name: 'T-Online (Telekom)',
    status: 'unconfirmed',
    keyedOn: ['unknown'],
    summary: text('Ein öffentliches Feedback-Loop ist nicht bekannt.', 'No public feedback loop is known.'),
    facts: facts(['existence', 'recollection']),
  }),
  program({
    id: 'freenet',
    name: 'freenet.de',
    status: 'unconfirmed',
    keyedOn: ['unknown'],
    summary: text('Keine Quelle gefunden.', 'No source was found.'),
    facts: facts(['existence', 'recollection']),
  }),
  program({
    id: 'csa',
    name: 'Certified Senders Alliance: Beschwerdestelle (eco)',
    status: 'live',
    keyedOn: ['header'],
    apply: { way: 'membership', url: 'https://certified-senders.org' },
    summary: text(
      'Leitet Beschwerden über zertifizierte Versender weiter; sie nennen in ihren Mails eine Beschwerdeadresse.',
      'Passes on complaints about certified senders; these name a complaint address in their mails.',
    ),
    facts: facts(['existence', 'csa'], ['fields', 'samples']),
  }),
  program({
    id: 'swisscom',
    name: 'Swisscom (Bluewin)',
    status: 'unconfirmed',
    keyedOn: ['header', 'ip'],
    apply: { way: 'through', through: 'validity' },
    reports: { formats: ['message'] },
    summary: text(
      'Stand 2023 bei Validity in der Liste; Mails mit CFBL-Address wurden auch unmittelbar gemeldet.',
      'Listed by Validity in 2023; mails with CFBL-Address were reported directly as well.',
    ),
    quirks: [
      text(
        'Die gemeldete Mail ist selbst der Inhalt (message/rfc822 ohne Behälter).',
        'The reported mail is itself the content (message/rfc822 without a container).',
      ),
    ],
    facts: facts(['membership', 'spamresource-2023'], ['fields', 'samples']),
  }),
];

// The customers that the stories are about. Their names are fixed, so that texts and tests can speak of them.

import { customerFacts, mailboxOf } from './customers';
import type { Random } from './random';
import type { EarlierIncident, SampleCustomer } from './types';

interface StoryCustomer {
  number: string;
  name: string;
  contract: string;
  /** Login and display name. */
  mailboxes: readonly (readonly [string, string])[];
  declaredBulkSender?: boolean;
  askFirst?: boolean;
}

/** The logins of the stories by a short name. */
export const STORY_LOGINS = {
  hijacked: 'j.brandt@tischlerei-brandt.example',
  repeat: 'kontakt@zweirad-okonski.example',
  firstOfTwo: 'einkauf@petersen-schiffsbedarf.example',
  secondOfTwo: 'versand@petersen-schiffsbedarf.example',
  newsletter: 'rundbrief@tsv-wiesental.example',
  forwarder: 'vorstand@gartenfreunde-sonnenhang.example',
  oldMail: 'info@antik-kessler.example',
  forged: 'buchhaltung@druckerei-hollmann.example',
  notSpam: 'bestellung@hofladen-eichengrund.example',
  redacted: 'praxis@physio-am-markt.example',
} as const;

/** Hijacked within the last hour: nobody complains about that yet, and the mail log alone gives it away. */
export const UNNOTICED_LOGIN = 'druckdaten@druckerei-hollmann.example';

/** Twelve private customers whose passwords leaked together; the first three send most. */
export const SNOWSHOE_LOGINS = [
  'a.winkelhage@musterpost.example',
  'ruth.osterkamp@musterpost.example',
  'familie.thielebein@musterpost.example',
  'd.kowalczik@musterpost.example',
  'heinz.brueggensiek@musterpost.example',
  'i.vandenhoff@musterpost.example',
  'sabine.moorkamp@musterpost.example',
  'p.lindqvist@musterpost.example',
  'g.haverbeck@musterpost.example',
  'tanja.rohlfing@musterpost.example',
  'w.stuckenberg@musterpost.example',
  'mia.deterding@musterpost.example',
] as const;

const STORY_CUSTOMERS: readonly StoryCustomer[] = [
  {
    number: 'K-100101',
    name: 'Tischlerei Brandt & Sohn',
    contract: 'Business',
    mailboxes: [
      [STORY_LOGINS.hijacked, 'Jürgen Brandt'],
      ['info@tischlerei-brandt.example', 'Tischlerei Brandt & Sohn'],
      ['werkstatt@tischlerei-brandt.example', 'Werkstatt Brandt'],
    ],
  },
  {
    number: 'K-100102',
    name: 'Zweirad Okonski',
    contract: 'Mail M',
    mailboxes: [[STORY_LOGINS.repeat, 'Zweirad Okonski']],
  },
  {
    number: 'K-100103',
    name: 'Petersen Schiffsbedarf GmbH',
    contract: 'Business',
    askFirst: true,
    mailboxes: [
      [STORY_LOGINS.firstOfTwo, 'Petersen Einkauf'],
      [STORY_LOGINS.secondOfTwo, 'Petersen Versand'],
      ['info@petersen-schiffsbedarf.example', 'Petersen Schiffsbedarf GmbH'],
      ['m.petersen@petersen-schiffsbedarf.example', 'Malte Petersen'],
    ],
  },
  {
    number: 'K-100104',
    name: 'TSV Wiesental 1908 e. V.',
    contract: 'Mail L',
    declaredBulkSender: true,
    mailboxes: [
      [STORY_LOGINS.newsletter, 'TSV Wiesental Rundbrief'],
      ['geschaeftsstelle@tsv-wiesental.example', 'TSV Wiesental'],
    ],
  },
  {
    number: 'K-100105',
    name: 'Gartenfreunde Sonnenhang e. V.',
    contract: 'Mail S',
    mailboxes: [[STORY_LOGINS.forwarder, 'Vorstand Gartenfreunde Sonnenhang']],
  },
  {
    number: 'K-100106',
    name: 'Antik und Möbel Kessler',
    contract: 'Mail M',
    mailboxes: [[STORY_LOGINS.oldMail, 'Antik Kessler']],
  },
  {
    number: 'K-100107',
    name: 'Druckerei Hollmann KG',
    contract: 'Business',
    mailboxes: [
      [STORY_LOGINS.forged, 'Druckerei Hollmann'],
      [UNNOTICED_LOGIN, 'Druckdaten Hollmann'],
    ],
  },
  {
    number: 'K-100108',
    name: 'Hofladen Eichengrund',
    contract: 'Mail M',
    mailboxes: [[STORY_LOGINS.notSpam, 'Hofladen Eichengrund']],
  },
  {
    number: 'K-100109',
    name: 'Physiotherapie am Markt',
    contract: 'Mail M',
    mailboxes: [[STORY_LOGINS.redacted, 'Physiotherapie am Markt']],
  },
];

/** `ruth.osterkamp` is Ruth Osterkamp. */
function nameOf(login: string): string {
  const words = login.slice(0, login.indexOf('@')).split('.');
  return words
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1) + (word.length === 1 ? '.' : ''))
    .join(' ');
}

const SNOWSHOE_CUSTOMERS: readonly StoryCustomer[] = SNOWSHOE_LOGINS.map((login, n) => ({
  number: `K-${100_110 + n}`,
  name: nameOf(login),
  contract: n % 3 === 0 ? 'Mail S' : 'Freemail',
  mailboxes: [[login, nameOf(login)]],
}));

/** Two confirmed incidents of the repeat offender within the year that history counts. */
export const EARLIER_INCIDENTS: readonly EarlierIncident[] = [
  {
    login: STORY_LOGINS.repeat,
    openedDaysAgo: 211,
    closedDaysAgo: 208,
    worth: [
      ['yahoo-cfl', 33],
      ['validity', 21],
      ['spamcop', 9],
    ],
    subjects: [
      'Ihre Sendung 48213 konnte nicht zugestellt werden',
      'Letzte Erinnerung: Zollgebühr für Paket 48213 offen',
    ],
    note: 'Kennwort auf einer nachgemachten Anmeldeseite eingegeben. Kennwort geändert, Filterregeln entfernt.',
  },
  {
    login: STORY_LOGINS.repeat,
    openedDaysAgo: 64,
    closedDaysAgo: 62,
    worth: [
      ['yahoo-cfl', 24],
      ['comcast', 12],
    ],
    subjects: ['Mahnung: Rechnung 7731 überfällig'],
    note: 'Rechner der Werkstatt war befallen. Neu aufgesetzt, Kennwort geändert; Zweitfaktor empfohlen.',
  },
];

/** The customers of the stories; their logins and domains go into `taken`. */
export function storyCustomers(random: Random, taken: Set<string>): SampleCustomer[] {
  return [...STORY_CUSTOMERS, ...SNOWSHOE_CUSTOMERS].map((story) => {
    const customer = customerFacts(story.number, story.name, random);
    customer.contract = story.contract;
    customer.language = 'de';
    customer.askFirst = story.askFirst ?? false;
    customer.declaredBulkSender = story.declaredBulkSender ?? false;
    for (const [login, displayName] of story.mailboxes) {
      const account = mailboxOf(customer, login, displayName);
      taken.add(account.login);
      taken.add(account.domain);
      customer.accounts.push(account);
    }
    return customer;
  });
}

// Names for the sample provider's people, firms and places. All of them are made up.

export const FIRST_NAMES: readonly string[] = [
  'Anna',
  'Jürgen',
  'Meike',
  'Thorsten',
  'Sabine',
  'Lukas',
  'Hannah',
  'Björn',
  'Petra',
  'Emre',
  'Aylin',
  'Jonas',
  'Katharina',
  'Uwe',
  'Friederike',
  'Malte',
  'Svetlana',
  'Paweł',
  'Ines',
  'Götz',
  'Leonie',
  'Rainer',
  'Dörte',
  'Till',
  'Gisela',
  'Henrik',
  'Silke',
  'Murat',
  'Nele',
  'Volker',
  'Antje',
  'Sören',
];

export const LAST_NAMES: readonly string[] = [
  'Albers',
  'Behnke',
  'Cordes',
  'Dittmann',
  'Eickhoff',
  'Frerichs',
  'Gröning',
  'Harms',
  'Imhoff',
  'Jessen',
  'Krüger',
  'Lindner',
  'Mohr',
  'Niehaus',
  'Ostermann',
  'Pahlke',
  'Quast',
  'Rademacher',
  'Sievers',
  'Tiedemann',
  'Uhlig',
  'Vollmer',
  'Wessel',
  'Yıldız',
  'Zander',
  'Brückner',
  'Heinemann',
  'Kowalczyk',
  'Möller',
  'Schäfer',
];

/** A trade, the word it contributes to a domain, and what its mailboxes are called. */
export interface Trade {
  title: string;
  slug: string;
  mailboxes: readonly string[];
}

export const TRADES: readonly Trade[] = [
  { title: 'Bäckerei', slug: 'baeckerei', mailboxes: ['info', 'bestellung', 'filiale'] },
  { title: 'Elektrotechnik', slug: 'elektro', mailboxes: ['info', 'service', 'rechnung', 'azubi'] },
  { title: 'Steuerberatung', slug: 'steuerberatung', mailboxes: ['kanzlei', 'sekretariat', 'fristen'] },
  { title: 'Gartenbau', slug: 'gartenbau', mailboxes: ['info', 'angebote', 'lager'] },
  {
    title: 'Autohaus',
    slug: 'autohaus',
    mailboxes: ['info', 'verkauf', 'werkstatt', 'teile', 'buchhaltung'],
  },
  { title: 'Apotheke', slug: 'apotheke', mailboxes: ['info', 'vorbestellung', 'labor'] },
  { title: 'Spedition', slug: 'spedition', mailboxes: ['dispo', 'info', 'rechnung', 'fuhrpark', 'zoll'] },
  { title: 'Musikschule', slug: 'musikschule', mailboxes: ['info', 'anmeldung', 'leitung'] },
  {
    title: 'Hausverwaltung',
    slug: 'hausverwaltung',
    mailboxes: ['info', 'mieter', 'abrechnung', 'notdienst'],
  },
  { title: 'Buchhandlung', slug: 'buchhandlung', mailboxes: ['info', 'bestellung', 'lesungen'] },
  { title: 'Zahnarztpraxis', slug: 'zahnarzt', mailboxes: ['praxis', 'termine', 'abrechnung'] },
  { title: 'Metallbau', slug: 'metallbau', mailboxes: ['info', 'einkauf', 'technik', 'buero'] },
];

export const PLACES: readonly string[] = [
  'Wiesental',
  'Eichengrund',
  'Moorfeld',
  'Sonnenhang',
  'Altwasser',
  'Lindenbrück',
  'Nordheide',
  'Steinfurth',
  'Kranichsee',
  'Buchenau',
];

/** Numbers that the Bundesnetzagentur keeps free for film and television, without their last three digits. */
export const DRAMA_PHONE_PREFIXES: readonly string[] = [
  '+49 30 23125',
  '+49 40 66969',
  '+49 69 90009',
  '+49 89 99998',
  '+49 221 4710',
];

/** A name as part of an address or domain: umlauts spelled out, everything else ASCII lower case. */
export function slug(name: string): string {
  const spelled = name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i');
  return spelled
    .normalize('NFD')
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}

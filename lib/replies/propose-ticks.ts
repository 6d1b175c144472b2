// Which steps of the checklist a customer's text speaks of, in German and English. Promise: pure, linear; a proposal for
// a person to confirm and nothing more: a sentence that denies, asks or promises proposes nothing.

import type { ChecklistItem } from './types';

interface Rule {
  item: ChecklistItem;
  /** One word of each list has to stand in the sentence. */
  words: readonly (readonly string[])[];
}

const changed = [
  'geändert',
  'gewechselt',
  'erneuert',
  'neu gesetzt',
  'neu vergeben',
  'changed',
  'reset',
  'renewed',
  'new',
];
const checked = [
  'geprüft',
  'kontrolliert',
  'überprüft',
  'durchgesehen',
  'gelöscht',
  'entfernt',
  'checked',
  'reviewed',
  'removed',
  'deleted',
];
const cleaned = [
  'gescannt',
  'gescant',
  'bereinigt',
  'gesäubert',
  'überprüft',
  'geprüft',
  'neu installiert',
  'neu aufgesetzt',
  'scanned',
  'cleaned',
  'reinstalled',
  'wiped',
];
const passwords = ['passwort', 'passwörter', 'kennwort', 'kennwörter', 'password', 'passwords'];

const rules: readonly Rule[] = [
  {
    item: 'device-cleaned',
    words: [
      [
        'rechner',
        'computer',
        'pc',
        'laptop',
        'notebook',
        'gerät',
        'geräte',
        'handy',
        'smartphone',
        'virenscanner',
        'virenscan',
        'device',
        'devices',
        'phone',
        'system',
        'systems',
      ],
      cleaned,
    ],
  },
  {
    item: 'site-cleaned',
    words: [
      ['website', 'webseite', 'homepage', 'wordpress', 'joomla', 'typo3', 'plugin', 'plugins', 'cms', 'shop'],
      [...cleaned, ...checked, 'aktualisiert', 'updated'],
    ],
  },
  {
    item: 'other-passwords',
    words: [
      [
        'ftp',
        'sftp',
        'ssh',
        'datenbank',
        'andere',
        'anderen',
        'weitere',
        'weiteren',
        'alle',
        'sämtliche',
        'database',
        'other',
        'all',
      ],
      passwords,
      changed,
    ],
  },
  {
    item: 'app-passwords',
    words: [
      [
        'app-passwort',
        'app-passwörter',
        'app-kennwörter',
        'anwendungspasswort',
        'anwendungspasswörter',
        'app password',
        'app passwords',
        'application passwords',
      ],
      [...changed, ...checked],
    ],
  },
  { item: 'password-changed', words: [[...passwords, 'mailpasswort', 'e-mail-passwort'], changed] },
  {
    item: 'rules-checked',
    words: [
      [
        'filter',
        'filterregeln',
        'regeln',
        'weiterleitung',
        'weiterleitungen',
        'umleitung',
        'umleitungen',
        'filters',
        'rules',
        'forward',
        'forwards',
        'forwarding',
      ],
      checked,
    ],
  },
];

/** Words that turn a sentence round or put it off. */
const doubts = [
  'nicht',
  'kein',
  'keine',
  'noch',
  'nie',
  'werde',
  'werden',
  'morgen',
  'soll',
  'sollte',
  'muss',
  'kann',
  'könnte',
  'wie',
  'not',
  "didn't",
  "haven't",
  "don't",
  "can't",
  'cannot',
  'never',
  'will',
  'should',
  'must',
  'yet',
  'tomorrow',
  'how',
];

/** Longer texts are no answer to a checklist. */
const maxSentences = 200;

/** The steps that `text`, without what it quotes, says were taken; each once, in the order of the checklist. */
export function proposeTicks(text: string): ChecklistItem[] {
  const sentences = text
    .toLowerCase()
    .split(/[.!\n;]/)
    .slice(0, maxSentences);
  const found = new Set(sentences.flatMap(itemsOf));
  return rules.map(({ item }) => item).filter((item) => found.has(item));
}

function itemsOf(sentence: string): ChecklistItem[] {
  if (sentence.includes('?')) return [];
  const spaced = ` ${sentence.split(/[^\p{L}\p{N}'-]+/u).join(' ')} `;
  const has = (word: string): boolean => spaced.includes(` ${word} `);
  if (doubts.some(has)) return [];
  return rules.filter(({ words }) => words.every((list) => list.some(has))).map(({ item }) => item);
}

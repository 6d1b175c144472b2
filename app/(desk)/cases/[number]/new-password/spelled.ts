// A dictated password in the words of a spelling alphabet: those of DIN 5009 (2022) in German, of the ICAO in English. Only
// the letters that such passwords have. Pure.

const alphabets: Record<'de' | 'en', Record<string, string>> = {
  de: {
    a: 'Aachen',
    b: 'Berlin',
    e: 'Essen',
    g: 'Goslar',
    h: 'Hamburg',
    i: 'Ingelheim',
    k: 'Köln',
    l: 'Leipzig',
    m: 'München',
    o: 'Offenbach',
    r: 'Rostock',
    s: 'Salzwedel',
    t: 'Tübingen',
    u: 'Unna',
    w: 'Wuppertal',
  },
  en: {
    a: 'Alfa',
    b: 'Bravo',
    e: 'Echo',
    g: 'Golf',
    h: 'Hotel',
    i: 'India',
    k: 'Kilo',
    l: 'Lima',
    m: 'Mike',
    o: 'Oscar',
    r: 'Romeo',
    s: 'Sierra',
    t: 'Tango',
    u: 'Uniform',
    w: 'Whiskey',
  },
};

export interface Spelled {
  groups: { text: string; words: string[] }[];
  /** The last group, digit by digit. */
  digits: string;
}

/** Groups of letters with their words, and the digits apart. A letter without a word stands for itself. */
export function spelled(password: string, locale: string): Spelled {
  const alphabet = alphabets[locale === 'de' ? 'de' : 'en'];
  const parts = password.split('-');
  const digits = parts.pop() ?? '';
  const groups = parts.map((text) => ({
    text,
    words: [...text].map((letter) => alphabet[letter.toLowerCase()] ?? letter),
  }));
  return { groups, digits: [...digits].join(' ') };
}

// A password that can be dictated on the phone: syllables of one consonant and one vowel, in groups of two, and two digits.
// Of letters that are taken for one another on the line one alone is in it (b not p, t not d, m not n, s not f, w not v), and
// neither y nor z, which keyboards swap. It has upper and lower case, digits and a sign, as password rules ask for. Pure:
// the randomness comes in as an argument.

const consonants = 'bghklmrstw';
const vowels = 'aeiou';
const digits = '23456789';
const groups = 6;

/** Bits of a password: six groups of two syllables, of 50 each, and two digits of eight. */
export const passwordBits =
  groups * 2 * Math.log2(consonants.length * vowels.length) + 2 * Math.log2(digits.length);

/** A new one. `below(n)` gives a whole number from 0 to n - 1, each as likely, that nobody can foretell. */
export function passwordFrom(below: (most: number) => number): string {
  const pick = (letters: string) => letters[below(letters.length)] ?? '';
  const group = () => pick(consonants) + pick(vowels) + pick(consonants) + pick(vowels);
  const words = Array.from({ length: groups }, group);
  const [first = '', ...others] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...others, pick(digits) + pick(digits)].join('-');
}

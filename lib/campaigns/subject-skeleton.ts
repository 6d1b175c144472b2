// A subject without what changes from mail to mail: numbers, codes, addresses, marks of replies and forwards.
// Promise: pure, linear in at most `subjectChars`; null for a subject that says too little to be anybody's in particular.

import { subjectChars, subjectLetters, subjectWords, unspacedLetters } from './limits';

/** What mail programs put in front of a subject, in the languages that write to us. */
const MARKS = new Set([
  're',
  'aw',
  'fw',
  'fwd',
  'wg',
  'antw',
  'tr',
  'rv',
  'sv',
  'vs',
  'odp',
  'pd',
  'rif',
  'enc',
]);
const BREAKS = /[^\p{L}\p{M}\p{N}@.]+/u;
const NUMBER = /\p{N}/u;
const UNSPACED = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

/** `Mahnung: Rechnung 7731 überfällig` is `mahnung rechnung # überfällig`. */
export function subjectSkeleton(subject: string): string | null {
  const tokens = subject.slice(0, subjectChars).toLowerCase().normalize('NFC').split(BREAKS);
  const words: string[] = [];
  let letters = 0;
  let count = 0;
  for (const dotted of tokens) {
    const token = dotted.includes('@') ? '' : dotted.replaceAll('.', '');
    if (token === '' || (words.length === 0 && MARKS.has(token))) continue;
    if (NUMBER.test(token)) {
      // Several numbers in a row are one: a date, an amount.
      if (words.at(-1) !== '#') words.push('#');
      continue;
    }
    words.push(token);
    letters += token.length;
    if (token.length > 1) count += 1;
  }
  const skeleton = words.join(' ');
  const isSpaced = !UNSPACED.test(skeleton);
  const isEnough = isSpaced ? count >= subjectWords && letters >= subjectLetters : letters >= unspacedLetters;
  return isEnough ? skeleton : null;
}

// Finding a name in a text by its letters alone, whatever stands between them.
// Promise: pure, linear in the text for each name; patterns would take seconds to build for the scripts of the world.

/** The letters and digits of a text in lower case, one code unit each, with their places. */
export interface Letters {
  text: string;
  /** Of each letter: where it stands, and where it ends. */
  starts: number[];
  ends: number[];
}

/** What may stand between two letters of a longer name: `l-e-s-e-r`, `max . muster`. */
const GAP = 3;

export function lettersOf(text: string): Letters {
  const letters: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    if (isLetter(character)) {
      letters.push(character.toLowerCase().charAt(0));
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
  }
  return { text: letters.join(''), starts, ends };
}

/** Where `name` stands in the text, from and to. Three letters count as a word of their own only. */
export function placesOf(letters: Letters, name: string): [from: number, to: number][] {
  const wanted = lettersOf(name).text;
  const places: [number, number][] = [];
  if (wanted === '') return places;
  const gap = wanted.length >= 5 || name.length > wanted.length ? GAP : 0;
  for (let at = letters.text.indexOf(wanted); at >= 0; at = letters.text.indexOf(wanted, at + 1)) {
    const last = at + wanted.length - 1;
    if (!hasGapsUpTo(letters, at, last, gap)) continue;
    if (wanted.length <= 3 && (touches(letters, at - 1, at) || touches(letters, last, last + 1))) continue;
    places.push([letters.starts[at] ?? 0, letters.ends[last] ?? 0]);
  }
  return places;
}

function hasGapsUpTo({ starts, ends }: Letters, first: number, last: number, gap: number): boolean {
  for (let at = first + 1; at <= last; at += 1)
    if ((starts[at] ?? 0) - (ends[at - 1] ?? 0) > gap) return false;
  return true;
}

function touches({ starts, ends }: Letters, left: number, right: number): boolean {
  return starts[right] !== undefined && ends[left] !== undefined && starts[right] === ends[left];
}

function isLetter(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code < 0x80) return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
  return /[\p{L}\p{N}]/u.test(character);
}

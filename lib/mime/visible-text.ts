// Text of strangers, with everything visible that a screen would hide or obey: control characters, marks that turn the
// direction of writing (`exe.gpj` shown as `gpj.exe`), characters without width.
// Promise: pure, linear; what is printed reads in the order in which it is stored. Source: UAX #9 §2, Unicode 17 Cf.

/** Format characters (Cf), controls (Cc) and separators of lines (Zl, Zp), and letters of Hangul that show nothing. */
const HIDDEN = /\p{Cf}|\p{Cc}|\p{Zl}|\p{Zp}|[\u115f\u1160\u3164\uffa0]/gu;

/** The text with a mark in the place of each character that nobody would see: `␛`, `‹U+200B›`. */
export function visibleText(text: string): string {
  return text.toWellFormed().replaceAll(HIDDEN, mark);
}

function mark(character: string): string {
  if (character === '\n' || character === '\t') return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

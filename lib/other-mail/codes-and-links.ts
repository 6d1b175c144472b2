// Confirmation codes and links in a text, as text.
// Promise: pure, linear: words are cut at blanks and looked at one by one.

import { safeText } from '../mime/text';

/** A mail asks for one code or link; more than five are decoration. */
const most = 5;
/** Longer links carry tracking, and still must be whole to work: half of an address helps nobody. */
const linkChars = 2_000;

const CODE_WORDS = /(?:code|pin|token|schlüssel|kennwort)\b/;

/** `http` and `https` addresses, in order, each once. */
export function readLinks(text: string): string[] {
  const links = new Set<string>();
  for (const word of text.split(/[\s<>"']+/)) {
    const at = word.search(/https?:\/\//i);
    if (at < 0 || word.length - at > linkChars) continue;
    const link = word.slice(at).replace(/[.,;:!?)\]]{1,5}$/, '');
    if (URL.canParse(link)) links.add(safeText(link, linkChars));
    if (links.size >= most) break;
  }
  return [...links];
}

/**
 * What stands on a line that speaks of a code, or on the next one that says anything: four to forty letters and digits,
 * hyphens between them, at least one digit.
 */
export function readCodes(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const codes = new Set<string>();
  lines.forEach((line, i) => {
    if (codes.size >= most || !CODE_WORDS.test(line.toLowerCase())) return;
    const here = codesOf(line);
    for (const code of here.length > 0 ? here : codesOf(lines[i + 1] ?? '')) codes.add(code);
  });
  return [...codes].slice(0, most);
}

/** Parts of a link are no codes. */
function codesOf(line: string): string[] {
  return line
    .split(/\s+/)
    .filter((word) => !word.includes('://'))
    .join(' ')
    .split(/[\s"'“”„:=,;()[\]<>]+/)
    .map((word) => word.replace(/[.!?]{1,3}$/, ''))
    .filter((word) => /^[a-z0-9](?:[a-z0-9-]{2,38})[a-z0-9]$/i.test(word) && /\d/.test(word));
}

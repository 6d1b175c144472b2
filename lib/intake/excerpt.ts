// The passage of a text that a person judges by: from shortly before the first thing of ours that it names, with all such
// things marked. Pure; the work is linear in the text for each needle, for the text is a stranger's.

export interface ExcerptPiece {
  text: string;
  /** One of the things looked for. */
  isHit: boolean;
}

export interface Excerpt {
  pieces: ExcerptPiece[];
  /** Text was left out before, or behind. */
  isCutBefore: boolean;
  isCutAfter: boolean;
}

/** How much is shown: some ten lines on a screen. */
const excerptChars = 700;
/** What stands before the first hit, so that it is understood. */
const leadChars = 180;

/** The passage around the first needle, or the beginning where none occurs. Needles are in lower case. */
export function excerptOf(text: string, needles: readonly string[], maxChars = excerptChars): Excerpt {
  const dense = withoutBlankLines(text);
  const hits = findAll(dense, needles);
  const first = hits[0]?.[0] ?? 0;
  const from = first + 40 < maxChars ? 0 : startOfWord(dense, first - leadChars);
  const to = Math.min(dense.length, from + maxChars);
  const pieces: ExcerptPiece[] = [];
  let at = from;
  for (const [start, end] of hits) {
    if (start < at || end > to) continue;
    if (start > at) pieces.push({ text: dense.slice(at, start), isHit: false });
    pieces.push({ text: dense.slice(start, end), isHit: true });
    at = end;
  }
  if (at < to) pieces.push({ text: withoutHalfCharacter(dense.slice(at, to)), isHit: false });
  return { pieces, isCutBefore: from > 0, isCutAfter: to < dense.length };
}

function withoutBlankLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Where the needles occur as whole names, in the order of the text; of overlapping ones the earlier, then the longer. */
function findAll(text: string, needles: readonly string[]): [start: number, end: number][] {
  // Only ASCII changes its case: other letters may change their length with it.
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const spellings = [...new Set(needles.flatMap(spellingsOf))];
  const found = spellings.flatMap((spelling) => occurrences(lower, spelling));
  found.sort(([a, aEnd], [b, bEnd]) => a - b || bEnd - aEnd);
  let covered = -1;
  return found.filter(([start, end]) => {
    if (start < covered) return false;
    covered = end;
    return true;
  });
}

/** As it is, and as people defang it. */
function spellingsOf(needle: string): string[] {
  if (needle === '') return [];
  const dots = needle.replaceAll('.', '[.]');
  return [
    needle,
    dots,
    dots.replace('@', '[at]'),
    needle.replace('@', '(at)'),
    needle.replace(/^http/, 'hxxp'),
  ];
}

function occurrences(text: string, needle: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + needle.length)) {
    const end = at + needle.length;
    if (!isNameChar(text[at - 1]) && !isNameChar(text[end])) found.push([at, end]);
  }
  return found;
}

function isNameChar(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}-]/u.test(char);
}

function startOfWord(text: string, near: number): number {
  const from = Math.max(0, near);
  const space = text.slice(from, from + leadChars / 2).search(/\s/);
  return from === 0 ? 0 : from + (space === -1 ? 0 : space + 1);
}

/** Half of an emoji at the cut is no character. */
function withoutHalfCharacter(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1).toWellFormed();
}

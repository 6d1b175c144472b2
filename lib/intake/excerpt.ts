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
  const plain = refang(text);
  const found = [...new Set(needles)].flatMap((needle) => occurrences(plain.text, needle));
  found.sort(([a, aEnd], [b, bEnd]) => a - b || bEnd - aEnd);
  let covered = -1;
  const apart = found.filter(([start, end]) => {
    if (start < covered) return false;
    covered = end;
    return true;
  });
  return apart.map(([start, end]) => [plain.starts[start] ?? 0, plain.ends[end - 1] ?? 0]);
}

/** What people write so that nobody follows it, and what it stands for. Every alternative begins with its own mark. */
const defanged = / ?\((?:at|dot)\) ?| ?\[(?:at|dot|\.|:)\] ?|\bhxxp/gi;

/** The text in lower case with names as they really are; for each of its characters, where it stands in the original. */
function refang(text: string): { text: string; starts: number[]; ends: number[] } {
  let plain = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const keep = (from: number, to: number) => {
    // Only ASCII changes its case: other letters may change their length with it.
    plain += text.slice(from, to).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    for (let at = from; at < to; at += 1) {
      starts.push(at);
      ends.push(at + 1);
    }
  };
  let done = 0;
  for (const match of text.matchAll(defanged)) {
    keep(done, match.index);
    done = match.index + match[0].length;
    const meant = meaning(match[0].toLowerCase());
    plain += meant;
    for (let i = 0; i < meant.length; i += 1) {
      starts.push(match.index);
      ends.push(done);
    }
  }
  keep(done, text.length);
  return { text: plain, starts, ends };
}

function meaning(written: string): string {
  if (written === 'hxxp') return 'http';
  if (written.includes('at')) return '@';
  return written.includes(':') ? ':' : '.';
}

function occurrences(text: string, needle: string): [number, number][] {
  const found: [number, number][] = [];
  if (needle === '') return found;
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

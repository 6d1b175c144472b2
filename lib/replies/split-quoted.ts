// What somebody wrote, apart from what their program quoted below it or between it.
// Promise: pure, linear, nothing is lost: `text` and `quoted` together hold every line. Answers between quoted lines stay
// in the text, with a mark where the quote was. Known are the ways of Outlook, Gmail, Apple Mail, Thunderbird and the
// usual webmail in German and English; what begins in no known way is text.

export interface SplitText {
  text: string;
  /** Null where nothing is quoted. */
  quoted: string | null;
}

/** Stands in the text where a quote was between two answers. */
export const foldMark = '[…]';

/** Longer lines introduce nothing; bounds each comparison. */
const maxIntroChars = 300;

const ruledIntro =
  /^[-_ ]{2,20}(?:ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|original message|forwarded message)[-_ ]{2,20}$/i;
const ruler = /^(?:_{10,}|-{10,})$/;
const fromLine = /^\*?(?:von|from)\s?:\*?\s/i;
const otherHeaderLine = /^\*?(?:gesendet|sent|datum|date|an|to|betreff|subject|cc)\s?:\*?\s/i;

/** Splits `text` (LF line ends). Where all of it looks quoted, all of it is the text: nobody sends nothing. */
export function splitQuoted(text: string): SplitText {
  const lines = text.split('\n');
  const intro = lines.findIndex((_, i) => isIntro(lines, i));
  const firstMark = lines.findIndex(isMarked);
  const start = intro < 0 || (firstMark >= 0 && firstMark < intro) ? firstMark : intro;
  if (start < 0) return { text: text.trim(), quoted: null };
  const below = lines.slice(start);
  // Without marks nobody can tell an answer below from what it answers.
  const kept = below.some(isMarked) ? answersAmong(below, start === intro) : [];
  const own = [...lines.slice(0, start), ...kept].join('\n').trim();
  if (own.replaceAll(foldMark, '').trim() === '') return { text: text.trim(), quoted: null };
  return { text: own, quoted: below.join('\n').trim() };
}

const isMarked = (line: string): boolean => line.startsWith('>');

/** The lines between the quoted ones; a quote with an answer behind it leaves its mark. */
function answersAmong(lines: readonly string[], hasIntro: boolean): string[] {
  const first = hasIntro ? Math.max(0, lines.findIndex(isMarked)) : 0;
  const kept: string[] = [];
  let isFolded = false;
  for (const line of lines.slice(first)) {
    if (isMarked(line) || isAttribution(line)) {
      isFolded = true;
    } else if (line.trim() === '') {
      if (!isFolded) kept.push(line);
    } else {
      if (isFolded) kept.push(foldMark);
      isFolded = false;
      kept.push(line);
    }
  }
  return kept;
}

/** Whether a quoted mail begins at this line. */
function isIntro(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').trim();
  if (line === '' || line.length > maxIntroChars) return false;
  if (ruledIntro.test(line)) return true;
  if (ruler.test(line)) return isHeaderBlock(lines, nextFilled(lines, at + 1));
  if (isHeaderBlock(lines, at)) return true;
  if (isAttribution(line)) return true;
  // Mail programs break a long attribution over up to three lines.
  return /^(?:am|on) /i.test(line) && [2, 3].some((count) => isAttribution(joined(lines, at, count)));
}

/** `count` lines as one; '' where one of them is empty. */
function joined(lines: readonly string[], at: number, count: number): string {
  const parts = lines.slice(at, at + count).map((line) => line.trim());
  return parts.includes('') ? '' : parts.join(' ');
}

/** "Am … schrieb …:", "On … wrote:", "… schrieb am …:". */
function isAttribution(written: string): boolean {
  const line = written.trim();
  if (line.length > maxIntroChars || !line.endsWith(':') || !/\d/.test(line)) return false;
  const lower = line.toLowerCase();
  if (lower.startsWith('am ') && lower.includes(' schrieb')) return true;
  if (lower.startsWith('on ') && lower.endsWith('wrote:')) return true;
  return lower.includes(' schrieb am ') || /^\d{4}-\d{2}-\d{2} .*(?:<|@)/.test(lower);
}

/** "Von: … Gesendet: … An: … Betreff: …", as Outlook puts it above what it quotes. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!fromLine.test((lines[at] ?? '').trim().slice(0, maxIntroChars))) return false;
  const next = lines.slice(at + 1, at + 6).map((line) => line.trim().slice(0, maxIntroChars));
  return next.filter((line) => otherHeaderLine.test(line)).length >= 2;
}

function nextFilled(lines: readonly string[], from: number): number {
  for (let at = from; at < Math.min(lines.length, from + 3); at += 1) if (lines[at]?.trim()) return at;
  return from;
}

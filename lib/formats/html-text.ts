// The words of an HTML text, for people and for looking up addresses; not for showing HTML.
// Promise: pure, one pass over at most `maxHtmlChars`, never throws. Tags, comments, scripts and styles are dropped, blocks
// become lines, the targets of links stand in angle brackets behind where they begin. Source: HTML Living Standard §13.2.

/** Characters of HTML looked at: newsletters spend some ten characters of markup on one of text. */
const maxHtmlChars = 400_000;

/** Elements whose end or beginning ends a line. */
const BLOCKS = new Set(
  'address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
/** Elements whose content is no text. */
const SILENT = new Set(['script', 'style', 'head', 'title', 'template']);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
};

/** The text of `html`, at most `maxChars` of it. */
export function htmlText(html: string, maxChars: number): string {
  const source = html.length > maxHtmlChars ? html.slice(0, maxHtmlChars) : html;
  const pieces: string[] = [];
  let length = 0;
  let at = 0;
  const add = (piece: string): void => {
    pieces.push(piece);
    length += piece.length;
  };
  while (at < source.length && length < maxChars) {
    const open = source.indexOf('<', at);
    const end = open < 0 ? source.length : open;
    if (end > at) add(decodeEntities(source.slice(at, end)));
    if (open < 0) break;
    const tag = readTag(source, open);
    if (BLOCKS.has(tag.name)) add('\n');
    if (tag.target !== null) add(` <${decodeEntities(tag.target)}> `);
    at = SILENT.has(tag.name) && !tag.isEnd ? afterElement(source, tag) : tag.end;
  }
  return tidy(pieces.join('').slice(0, maxChars));
}

interface Tag {
  name: string;
  isEnd: boolean;
  /** Value of `href`, where there is one. */
  target: string | null;
  /** Offset behind the tag. */
  end: number;
}

function readTag(source: string, open: number): Tag {
  if (source.startsWith('<!--', open)) {
    const close = source.indexOf('-->', open + 4);
    return { name: '', isEnd: false, target: null, end: close < 0 ? source.length : close + 3 };
  }
  const close = source.indexOf('>', open);
  const end = close < 0 ? source.length : close + 1;
  const isEnd = source.charAt(open + 1) === '/';
  // The longest element name has ten letters.
  const name = /^[a-z][a-z0-9]{0,14}/i.exec(source.slice(open + (isEnd ? 2 : 1), open + 20))?.[0] ?? '';
  const target =
    name.toLowerCase() === 'a' ? linkTarget(source.slice(open, Math.min(end, open + 4_000))) : null;
  return { name: name.toLowerCase(), isEnd, target, end };
}

function linkTarget(tag: string): string | null {
  const match = /\shref\s{0,10}=\s{0,10}(?:"([^"]*)"|'([^']*)'|([^\s>]*))/i.exec(tag);
  const target = (match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim();
  return target === '' ? null : target;
}

/** Behind the end tag; where there is none, the rest is no text. */
function afterElement(source: string, { name, end }: Tag): number {
  for (let at = source.indexOf('</', end); at >= 0; at = source.indexOf('</', at + 2)) {
    if (source.slice(at + 2, at + 2 + name.length).toLowerCase() !== name) continue;
    const close = source.indexOf('>', at);
    return close < 0 ? source.length : close + 1;
  }
  return source.length;
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
    const isHex = name.charAt(1).toLowerCase() === 'x';
    const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  });
}

/** Blanks within lines become one, blank lines at most one. */
function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.split(/\s+/).join(' ').trim());
  return lines
    .filter((line, i) => line !== '' || (lines[i - 1] ?? '') !== '')
    .join('\n')
    .trim();
}

// What a word may say in another writing: percent signs, quoted-printable, entities, base64, hexadecimal, rot13, backwards,
// and one inside the other. Trackers hide a recipient in any of these.
// Promise: pure, bounded: three layers, and no more than some dozens of forms of one word.

/** Of one word; longer ones are cut out as opaque. */
const MOST_FORMS = 64;
const LAYERS = 3;
const MOST_CHARS = 4_000;

/** The word and all it may mean, in lower case. */
export function hiddenForms(word: string): string[] {
  const all = new Set<string>([word]);
  let layer = [word.slice(0, MOST_CHARS)];
  for (let depth = 0; depth < LAYERS && all.size < MOST_FORMS; depth += 1) {
    const next: string[] = [];
    for (const form of layer)
      for (const decoded of decodings(form))
        if (!all.has(decoded) && all.size < MOST_FORMS) {
          all.add(decoded);
          next.push(decoded);
        }
    layer = next;
  }
  const plain = [...all];
  return [...plain, ...plain.map(rot13), ...plain.map((form) => [...form].reverse().join(''))].map((form) =>
    form.normalize('NFKC').toLowerCase(),
  );
}

function decodings(text: string): string[] {
  const found: string[] = [];
  if (/%[0-9a-f]{2}/i.test(text)) found.push(fromBytes(text, /%([0-9a-f]{2})/gi));
  if (/=[0-9a-f]{2}/i.test(text)) found.push(fromBytes(text.replaceAll(/=\r?\n/g, ''), /=([0-9a-f]{2})/gi));
  if (/\\[ux]/i.test(text))
    found.push(
      text.replaceAll(/\\(?:u\{?|x)([0-9a-f]{2,6})\}?/gi, (_, hex: string) => character(parseInt(hex, 16))),
    );
  if (text.includes('&#'))
    found.push(
      text
        .replaceAll(/&#x([0-9a-f]{1,6});?/gi, (_, hex: string) => character(parseInt(hex, 16)))
        .replaceAll(/&#(\d{1,7});?/g, (_, digits: string) => character(Number(digits))),
    );
  for (const run of text.match(/[A-Za-z0-9+/_-]{6,}/g) ?? []) {
    const standard = run.replaceAll('-', '+').replaceAll('_', '/');
    // Where the base64 begins nobody can tell.
    for (let offset = 0; offset < 4; offset += 1)
      found.push(printable(Buffer.from(standard.slice(offset), 'base64')));
  }
  for (const run of text.match(/(?:[0-9a-f]{2}){3,}/gi) ?? []) {
    found.push(printable(Buffer.from(run, 'hex')));
    if (run.length > 7) found.push(printable(Buffer.from(run.slice(1), 'hex')));
  }
  return found.filter((form) => form.length >= 3);
}

function fromBytes(text: string, pattern: RegExp): string {
  const latin = Buffer.from(text)
    .toString('latin1')
    .replaceAll(pattern, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin, 'latin1').toString('utf8');
}

/** What is no text says nothing: only its readable characters count. */
function printable(bytes: Buffer): string {
  return bytes.toString('utf8').replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ');
}

function character(code: number): string {
  return code > 0x1f && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : ' ';
}

function rot13(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

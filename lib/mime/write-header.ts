// Header fields as bytes on a wire.
// Promise: pure; a line end or control character in a value becomes a space, so that no value makes a field of its own;
// what is not ASCII becomes encoded words; lines fold at blanks, and none passes 998 characters.
// Source: RFC 5322 §2.1.1 and §2.2.3, RFC 2047 §2 and §5.

/** RFC 5322 §2.1.1: should not, and must not pass. */
const FOLD_AT = 76;
const MOST_CHARS = 990;
/** UTF-8 bytes in one encoded word: base64 of 36 is 48 characters, which fit behind a field's name. */
const WORD_BYTES = 36;

/** One field with its line end. `name` is ours: it is written as it is. */
export function headerField(name: string, value: string): string {
  const clean = oneLine(value);
  const needsWords = !/^[\x20-\x7e]*$/.test(clean) || clean.includes('=?');
  return fold(`${name}: ${needsWords ? encodedWords(clean) : clean}`);
}

/** A field that allows ASCII alone (RFC 5965 §3.5): other characters become question marks. */
export function asciiField(name: string, value: string): string {
  return fold(`${name}: ${oneLine(value).replaceAll(/[^\x20-\x7e]/gu, '?')}`);
}

/** `"Abuse Example" <abuse@example.com>`; a name that is not ASCII in encoded words. */
export function mailboxValue({ name, address }: { name: string; address: string }): string {
  const clean = oneLine(name);
  const bare = oneLine(address).replaceAll(/[<>\s]/g, '');
  if (clean === '') return bare;
  if (!/^[\x20-\x7e]*$/.test(clean)) return `${encodedWords(clean)} <${bare}>`;
  return `"${clean.replaceAll(/["\\]/g, '')}" <${bare}>`;
}

/** A field whose value is made of encoded words and addresses already. */
export function structuredField(name: string, value: string): string {
  return fold(`${name}: ${oneLine(value)}`);
}

/** `Sun, 22 Nov 2026 10:00:00 +0000`. */
export function mailDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}

/** Without line ends, control characters and halves of characters. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

function encodedWords(text: string): string {
  const words: string[] = [];
  let chunk = '';
  for (const character of text) {
    if (Buffer.byteLength(chunk + character) > WORD_BYTES) {
      words.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  if (chunk !== '') words.push(chunk);
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const bounded = word.slice(0, MOST_CHARS);
    // Nothing but blanks on a line of its own would end the header for some readers.
    if (current.trim() !== '' && bounded !== '' && current.length + 1 + bounded.length > FOLD_AT) {
      lines.push(current);
      current = ` ${bounded}`;
    } else current = current === '' && lines.length === 0 ? bounded : `${current} ${bounded}`;
  }
  lines.push(current);
  return `${lines.map((one) => one.trimEnd()).join('\r\n')}\r\n`;
}

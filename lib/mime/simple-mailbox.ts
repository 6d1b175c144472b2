// One mailbox in its plain form: `user@example.com`, `<user@example.com>`, `Name <user@example.com>`,
// `"Name" <user@example.com>`. Most values are that.
// Promise: never throws, one look at each character; null for any other form, which lib/mime/addresses.ts reads.
// Source: RFC 5322 §3.4.

const QUOTE = 0x22;
const LESS = 0x3c;
const GREATER = 0x3e;
const BLANK = 0x20;

/** The address; null where the value is of another form, of several mailboxes or of none. */
export function readSimpleMailbox(text: string): string | null {
  const open = text.charCodeAt(0) === QUOTE ? behindQuotedName(text) : text.indexOf('<');
  if (open === NOT_SIMPLE) return null;
  if (open < 0) return text !== '' && isAddress(text, 0, text.length) ? text : null;
  const close = text.length - 1;
  if (text.charCodeAt(close) !== GREATER || close <= open) return null;
  const isPlainName = text.charCodeAt(0) === QUOTE || isName(text, open);
  return isPlainName && isAddress(text, open + 1, close) ? text.slice(open + 1, close) : null;
}

const NOT_SIMPLE = -2;

/** Offset of the bracket behind a quoted name without escapes. */
function behindQuotedName(text: string): number {
  const end = text.indexOf('"', 1);
  const escape = text.indexOf('\\');
  if (end < 0 || (escape >= 0 && escape < end)) return NOT_SIMPLE;
  let at = end + 1;
  while (text.charCodeAt(at) === BLANK) at += 1;
  return text.charCodeAt(at) === LESS ? at : NOT_SIMPLE;
}

function isName(text: string, end: number): boolean {
  for (let at = 0; at < end; at += 1) if (isSpecial(text.charCodeAt(at))) return false;
  return true;
}

/** Characters of an address as nearly all are: those that mean something else, blanks and non-ASCII are not among them. */
function isAddress(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= BLANK || code > 0x7e || isSpecial(code)) return false;
  }
  return true;
}

/** One of `"(),;:\\<>`. */
function isSpecial(code: number): boolean {
  if (code > 0x5c || code < QUOTE) return false;
  const isPunctuation = code === QUOTE || code === 0x28 || code === 0x29 || code === 0x2c;
  return (
    isPunctuation || code === 0x3a || code === 0x3b || code === LESS || code === GREATER || code === 0x5c
  );
}

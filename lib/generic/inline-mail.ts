// A mail that was forwarded inside a text: the header that a program writes above it in its user's language, or the raw
// header that a person pasted. Promise: pure, linear in the text (at most MAIL_LIMITS.candidateTextChars), never throws;
// the header comes back as RFC 5322 fields with English names, null where the text holds none.

/** Names that mail programs write, German and English, and the field they mean. */
const NAMES: Readonly<Record<string, string>> = {
  from: 'From',
  von: 'From',
  to: 'To',
  an: 'To',
  cc: 'Cc',
  kopie: 'Cc',
  subject: 'Subject',
  betreff: 'Subject',
  date: 'Date',
  sent: 'Date',
  datum: 'Date',
  gesendet: 'Date',
  'reply-to': 'Reply-To',
  'antwort an': 'Reply-To',
  'return-path': 'Return-Path',
  received: 'Received',
  'message-id': 'Message-ID',
};
/** So many different ones in one block are a header: no letter begins with three such lines. */
const enough = 3;
/** Lines of one pasted header: long ones have two hundred. */
const headerLines = 500;

/** A mail inside a text: its header as CRLF-separated fields, and the lines behind it without their quotes. */
export interface InlineMail {
  header: string;
  body: string;
}

/** The first mail in the text. */
export function findInlineMail(text: string): InlineMail | null {
  const lines = text.split('\n').map(withoutQuotes);
  for (let at = 0; at < lines.length;) {
    if (fieldOf(lines[at] ?? '') === null) {
      at += 1;
      continue;
    }
    const block = readBlock(lines, at);
    if (block.names.size >= enough && block.names.has('From')) {
      const body = lines.slice(block.end).join('\r\n');
      return { header: `${block.fields.join('\r\n')}\r\n`, body };
    }
    at = block.end;
  }
  return null;
}

/** `> `, `>> ` and `| ` in front, and the asterisks or blanks that some programs set around names. */
function withoutQuotes(line: string): string {
  let at = 0;
  while (at < line.length && at < 20 && '>|'.includes(line.charAt(at))) {
    at += 1;
    if (line.charAt(at) === ' ') at += 1;
  }
  return line.slice(at).trimEnd();
}

interface Block {
  fields: string[];
  names: Set<string>;
  /** Index of the first line behind it. */
  end: number;
}

/** Fields and their folded lines, up to the first line that is neither. */
function readBlock(lines: readonly string[], start: number): Block {
  const block: Block = { fields: [], names: new Set(), end: start };
  const last = Math.min(lines.length, start + headerLines);
  while (block.end < last) {
    const line = lines[block.end] ?? '';
    if (/^[ \t]+\S/.test(line) && block.fields.length > 0) block.fields.push(` ${line.trim()}`);
    else {
      const field = fieldOf(line) ?? (block.fields.length > 0 ? otherField(line) : null);
      if (field === null) break;
      block.fields.push(`${field.name}: ${field.value}`);
      if (field.isTypical) block.names.add(field.name);
    }
    block.end += 1;
  }
  return { ...block, end: Math.max(block.end, start + 1) };
}

interface Field {
  name: string;
  value: string;
  isTypical: boolean;
}

/** A line that begins with a name of the list: `*Von:* …`, `Subject: …`. */
function fieldOf(line: string): Field | null {
  const colon = line.indexOf(':');
  if (colon < 2 || colon > 20) return null;
  const key = line.slice(0, colon).replaceAll('*', '').trim().toLowerCase();
  if (!Object.hasOwn(NAMES, key)) return null;
  const value = line
    .slice(colon + 1)
    .replace(/^\*/, '')
    .trim();
  return { name: NAMES[key] ?? key, value, isTypical: true };
}

/** Any other field of a raw header (RFC 5322 §2.2), once a typical one has begun it. */
function otherField(line: string): Field | null {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(0, colon));
  if (!/^[A-Za-z][A-Za-z0-9-]{1,60}$/.test(name)) return null;
  return { name, value: line.slice(colon + 1).trim(), isTypical: false };
}

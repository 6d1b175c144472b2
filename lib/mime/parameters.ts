// Structured header values: `token; name=value; …`, as Content-Type has them.
// Promise: linear time, never throws, at most MAIL_LIMITS.parameters; reads quoted strings,
// comments, and the continued and encoded parameters of RFC 2231. Source: RFC 2045 §5.1.

import { MAIL_LIMITS } from './limits';
import { decodeCharset } from './charset';

export interface StructuredValue {
  /** The leading token in lower case without blanks and comments. */
  readonly value: string;
  /** Decoded values by parameter name in lower case; the first of equal names counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads one structured value. */
export function readStructuredValue(text: string): StructuredValue {
  const sections = splitSections(text);
  const raw = new Map<string, string>();
  let hasStar = false;
  for (let i = 1; i < sections.length && i <= MAIL_LIMITS.parameters; i += 1) {
    const section = sections[i] ?? '';
    const equals = section.indexOf('=');
    if (equals < 1) continue;
    const name = section.slice(0, equals).trim().toLowerCase();
    hasStar ||= name.includes('*');
    if (!raw.has(name)) raw.set(name, section.slice(equals + 1).trim());
  }
  const value = (sections[0] ?? '').trim().toLowerCase();
  return { value, parameters: hasStar ? joinContinuations(raw) : raw };
}

/** Splits at semicolons outside quotes; comments are dropped, quotes resolved. */
function splitSections(text: string): string[] {
  if (!text.includes('(') && !text.includes('\\')) return splitQuoted(text);
  const sections: string[] = [];
  const chars: string[] = [];
  let isQuoted = false;
  let commentDepth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\\' && (isQuoted || commentDepth > 0)) {
      i += 1;
      if (commentDepth === 0) chars.push(text.charAt(i));
    } else if (char === '"' && commentDepth === 0) isQuoted = !isQuoted;
    else if (isQuoted) chars.push(char);
    else if (char === '(') commentDepth += 1;
    else if (commentDepth > 0) commentDepth -= char === ')' ? 1 : 0;
    else if (char === ';') sections.push(chars.splice(0).join(''));
    else chars.push(char);
  }
  sections.push(chars.join(''));
  return sections;
}

/** The quick way where there are neither comments nor escapes: nearly always. */
function splitQuoted(text: string): string[] {
  if (!text.includes('"')) return text.split(';');
  const sections: string[] = [];
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const semicolon = text.indexOf(';', at);
    if (semicolon < 0) break;
    if (quote >= 0 && quote < semicolon) {
      const close = text.indexOf('"', quote + 1);
      at = close < 0 ? text.length : close + 1;
    } else {
      sections.push(text.slice(from, semicolon).replaceAll('"', ''));
      from = semicolon + 1;
      at = from;
    }
  }
  sections.push(text.slice(from).replaceAll('"', ''));
  return sections;
}

/** RFC 2231 §3 and §4: `name*0`, `name*1*` are one value; a trailing `*` marks percent-encoding. */
function joinContinuations(raw: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of raw) if (!name.includes('*')) joined.set(name, value);
  for (const name of raw.keys()) {
    const star = name.indexOf('*');
    const base = star > 0 ? name.slice(0, star) : '';
    if (base !== '' && !joined.has(base)) joined.set(base, joinOne(raw, base));
  }
  return joined;
}

function joinOne(raw: ReadonlyMap<string, string>, base: string): string {
  const single = raw.get(`${base}*`);
  if (single !== undefined) return decodeExtended(single);
  let bytes = '';
  let isEncoded = false;
  for (let index = 0; index < MAIL_LIMITS.parameters; index += 1) {
    const encoded = raw.get(`${base}*${index}*`);
    const plain = raw.get(`${base}*${index}`);
    if (encoded === undefined && plain === undefined) break;
    isEncoded ||= encoded !== undefined;
    // A literal percent sign in a plain section must survive the decoding of the whole.
    bytes += encoded ?? (plain ?? '').replaceAll('%', '%25');
  }
  if (isEncoded) return decodeExtended(bytes);
  return bytes.replaceAll('%25', '%');
}

/** `charset'language'percent-encoded`. */
function decodeExtended(text: string): string {
  const first = text.indexOf("'");
  const second = first < 0 ? -1 : text.indexOf("'", first + 1);
  const charset = second < 0 ? 'utf-8' : text.slice(0, first);
  const bytes = percentDecode(text.slice(second + 1));
  return decodeCharset(bytes, charset) ?? bytes.toString('latin1');
}

function percentDecode(text: string): Buffer {
  const decoded = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, 'latin1');
}

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
  if (isBare(text)) return { value: text.trim().toLowerCase(), parameters: NO_PARAMETERS };
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

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** A token alone, as that of most parts is: nothing in it has a meaning of its own. */
function isBare(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x3b || code === 0x22 || code === 0x28 || code === 0x5c) return false;
  }
  return true;
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
      sections.push(withoutQuotes(text.slice(from, semicolon)));
      from = semicolon + 1;
      at = from;
    }
  }
  sections.push(withoutQuotes(text.slice(from)));
  return sections;
}

function withoutQuotes(section: string): string {
  return section.includes('"') ? section.replaceAll('"', '') : section;
}

/** RFC 2231 §3 and §4: `name*0`, `name*1*` are one value; a trailing `*` marks percent-encoding. */
function joinContinuations(raw: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  const sectionsByName = new Map<string, Section[]>();
  for (const [name, value] of raw) {
    const [base = '', index = '', mark] = name.split('*');
    if (!name.includes('*') || base === '') joined.set(name, value);
    else addSection(sectionsByName, base, readSection(index, mark, value));
  }
  for (const [base, sections] of sectionsByName) {
    // The extended form counts more than a plain one beside it, which is there for old readers.
    joined.set(base, joinSections(sections.sort((a, b) => a.index - b.index)));
  }
  return joined;
}

interface Section {
  /** -1 for `name*`, which is the whole value. */
  index: number;
  isEncoded: boolean;
  value: string;
}

function readSection(index: string, mark: string | undefined, value: string): Section {
  if (index === '') return { index: -1, isEncoded: true, value };
  return { index: Number.parseInt(index, 10) || 0, isEncoded: mark === '', value };
}

function addSection(sections: Map<string, Section[]>, base: string, section: Section): void {
  const known = sections.get(base);
  if (known === undefined) sections.set(base, [section]);
  else known.push(section);
}

/** Missing sections are passed over: what is there says more than nothing. */
function joinSections(sections: readonly Section[]): string {
  const [first] = sections;
  if (first === undefined) return '';
  if (first.index < 0) return decodeExtended([first]);
  return sections.some((section) => section.isEncoded)
    ? decodeExtended(sections)
    : sections.map((section) => section.value).join('');
}

/** `charset'language'` stands before the first section only, and only where that one is encoded. */
const CHARSET_PREFIX = /^([\w.:+-]*)'[\w-]*'/;

function decodeExtended(sections: readonly Section[]): string {
  const prefix = sections[0]?.isEncoded === true ? CHARSET_PREFIX.exec(sections[0].value) : null;
  const bytes = sections.map(({ value, isEncoded }, place) => {
    const text = place === 0 && prefix !== null ? value.slice(prefix[0].length) : value;
    return isEncoded ? percentDecode(text) : Buffer.from(text, 'utf8');
  });
  const charset = prefix?.[1] || 'utf-8';
  // A set that is unknown or refused leaves the value as it was written.
  return decodeCharset(Buffer.concat(bytes), charset) ?? sections.map(({ value }) => value).join('');
}

/** What is no proper escape stands for itself. */
function percentDecode(text: string): Buffer {
  const is8Bit = /[^\x00-\x7F]/.test(text);
  const bytes = Buffer.from(text, is8Bit ? 'utf8' : 'latin1').toString('latin1');
  const decoded = bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, 'latin1');
}

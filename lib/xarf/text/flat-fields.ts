// The fields of an X-ARF report: YAML by name, a flat list of `Key: value` in fact.
// Promise: one pass, linear, bounded; never a YAML loader, because anchors, tags and merges of hostile mail are bombs
// and code. Read: comments, `---`, quotes, lists below a key, folded and block values, an indented whole.
// Source: X-ARF 0.1 and 0.2 (report.txt); of YAML 1.2 only what reports use (§6.6, §7.3, §8.1, §8.2.1).

import { MAIL_LIMITS } from '../../mime/limits';
import { decodeRawText, safeText } from '../../mime/text';

export interface FlatField {
  /** As written. */
  name: string;
  key: string;
  /** One, or the items of a list. */
  values: string[];
}

interface FlatFields {
  fields: FlatField[];
  /** Lines after the first field that belong to none. */
  strayLines: number;
}

/** Reads the fields of a decoded text. What stands before the first known field is a greeting and is passed over. */
export function readFlatFields(body: Buffer, isKnown: (key: string) => boolean): FlatFields {
  const text = body.toString('latin1', 0, MAIL_LIMITS.machinePartBytes).replace(/^\xEF\xBB\xBF/, '');
  const read: FlatFields = { fields: [], strayLines: 0 };
  let indent = 0;
  for (const raw of text.split('\n')) {
    const line = raw.trimEnd();
    const content = line.trimStart();
    if (content === '' || content.startsWith('#') || content === '---' || content === '...') continue;
    const depth = line.length - content.length;
    const last = read.fields.at(-1);
    const field = last === undefined || depth <= indent ? toField(content) : null;
    if (last === undefined) {
      if (field === null || !isKnown(field.key)) continue;
      indent = depth;
    }
    if (field !== null) {
      if (read.fields.length >= MAIL_LIMITS.headerFields) break;
      read.fields.push(field);
    } else if (last !== undefined && (depth > indent || content.startsWith('- '))) extend(last, content);
    else read.strayLines += 1;
  }
  for (const field of read.fields) field.values = field.values.map(clean);
  return read;
}

/** `Key: value`; null for any other line. A key is one word. */
function toField(line: string): FlatField | null {
  const colon = line.indexOf(':');
  if (colon < 1 || colon > MAIL_LIMITS.fieldNameChars) return null;
  const name = unquoted(line.slice(0, colon).trimEnd());
  const after = line.charAt(colon + 1);
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name) || (after === '/' && line.charAt(colon + 2) === '/'))
    return null;
  const value = scalar(line.slice(colon + 1).trim());
  return { name, key: name.toLowerCase(), values: [value] };
}

/** A line that goes on: an item of a list, or more of the value. */
function extend(field: FlatField, content: string): void {
  const only = field.values.length === 1 ? field.values[0] : undefined;
  if (content.startsWith('- ')) {
    if (only === '') field.values.pop();
    if (field.values.length < MAIL_LIMITS.fieldValues) field.values.push(scalar(content.slice(2).trim()));
    return;
  }
  const before = field.values.pop() ?? '';
  const isBegun = before.length > 2 || (before !== '' && !/^[|>][+-]?$/.test(before));
  // Beyond what is kept nothing is joined, so that a thousand short lines cost no more than one long one.
  const isFull = before.length >= MAIL_LIMITS.fieldValueChars;
  field.values.push(isFull ? before : `${isBegun ? `${before} ` : ''}${decodeRawText(content)}`);
}

/** A value without quotes; outside of them, ` #` begins a comment (YAML 1.2 §6.6). */
function scalar(text: string): string {
  const quote = text.charAt(0);
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, 1);
    if (close > 0) return decodeRawText(text.slice(1, close));
  }
  const comment = text.startsWith('#') ? 0 : text.indexOf(' #');
  return decodeRawText((comment < 0 ? text : text.slice(0, comment)).trim());
}

function unquoted(name: string): string {
  const quote = name.charAt(0);
  return (quote === '"' || quote === "'") && name.endsWith(quote) ? name.slice(1, -1) : name;
}

function clean(text: string): string {
  return safeText(text, MAIL_LIMITS.fieldValueChars);
}

// JSON out of hostile mail.
// Promise: linear, within the limits of lib/mime/limits.ts, never throws. A member named twice or named `__proto__`
// is a fault: two readers of such a document need not see the same report. Source: RFC 8259 §4 and §8.

import { isUtf8 } from 'node:buffer';
import { MAIL_LIMITS } from '../../mime/limits';
import { asRecord } from './values';

/** Why JSON that claims to be a report cannot be used. */
export type JsonFault =
  | 'xarf-json-invalid'
  | 'xarf-json-too-large'
  | 'xarf-json-too-deep'
  | 'xarf-json-too-many-members'
  | 'xarf-json-ambiguous';

export type JsonReading = { document: Record<string, unknown> } | { fault: JsonFault };

const windows1252 = new TextDecoder('windows-1252');

/** The text of a JSON body: UTF-8 (RFC 8259 §8.1), and where it is none, windows-1252, which never fails. */
export function jsonText(bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Reads one JSON object. */
export function readJson(bytes: Buffer): JsonReading {
  if (bytes.length > MAIL_LIMITS.jsonBytes) return { fault: 'xarf-json-too-large' };
  const text = jsonText(bytes);
  const fault = structureFault(text);
  if (fault !== null) return { fault };
  try {
    const document = asRecord(JSON.parse(text));
    return document === null ? { fault: 'xarf-json-invalid' } : { document };
  } catch (error) {
    if (error instanceof SyntaxError) return { fault: 'xarf-json-invalid' };
    throw error;
  }
}

interface Structure {
  /** The names seen in each object that is open; null for a list. */
  open: (Set<string> | null)[];
  members: number;
  values: number;
}

/**
 * Counts before anything is built. It sees brackets, strings and colons alone; whether they make JSON, the parser says
 * afterwards.
 */
function structureFault(text: string): JsonFault | null {
  const state: Structure = { open: [], members: 0, values: 0 };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      const end = stringEnd(text, at);
      const fault = isName(text, end) ? nameFault(text.slice(at, end), state) : null;
      if (fault !== null) return fault;
      at = end - 1;
    } else if (code === 0x7b || code === 0x5b) {
      state.open.push(code === 0x7b ? new Set() : null);
      if (state.open.length > MAIL_LIMITS.jsonDepth) return 'xarf-json-too-deep';
    } else if (code === 0x7d || code === 0x5d) state.open.pop();
    else if (code === 0x2c) state.values += 1;
    if (state.values > MAIL_LIMITS.jsonValues) return 'xarf-json-too-many-members';
  }
  return null;
}

/** The offset behind the string that begins at `at`. */
function stringEnd(text: string, at: number): number {
  let end = at + 1;
  for (;;) {
    const quote = text.indexOf('"', end);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === 0x5c && quote - 1 - slashes > at) slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    end = quote + 1;
  }
}

function isName(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return text.charCodeAt(at) === 0x3a;
}

function nameFault(quoted: string, state: Structure): JsonFault | null {
  const names = state.open.at(-1);
  if (names === null || names === undefined) return null;
  const name = unquoted(quoted);
  if (name === '__proto__' || names.has(name)) return 'xarf-json-ambiguous';
  names.add(name);
  state.members += 1;
  return state.members > MAIL_LIMITS.jsonKeys ? 'xarf-json-too-many-members' : null;
}

/** A name may be written with escapes; one that is no JSON string is left to the parser. */
function unquoted(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  return quoted
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, hex: string | undefined, plain: string) =>
      hex === undefined ? plain : String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

// Reads the identities of a loop as an administrator types them, one a line. Pure.

import { normalName } from '@/lib/mime/domain-names';
import { IDENTITIES_MAX } from './types';

type Checked =
  | { ok: true; values: string[] }
  | { ok: false; code: 'not-an-address' | 'not-a-domain' | 'too-many'; value: string };

/** Lines (or comma-separated words), trimmed, without repeats. */
function linesOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\n,]/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ];
}

function readAll(
  text: string,
  code: 'not-an-address' | 'not-a-domain',
  read: (line: string) => string | null,
): Checked {
  const lines = linesOf(text);
  if (lines.length > IDENTITIES_MAX) return { ok: false, code: 'too-many', value: String(lines.length) };
  const values: string[] = [];
  for (const line of lines) {
    const value = read(line);
    if (value === null) return { ok: false, code, value: line.slice(0, 100) };
    values.push(value);
  }
  return { ok: true, values: [...new Set(values)] };
}

/** Domains in lower-case A-label form, each with a dot: `com` would prove everybody. */
export function readDomains(text: string): Checked {
  return readAll(text, 'not-a-domain', asDomain);
}

/** Addresses in lower case, their domain in A-label form; `@example.net` stands for every address of that domain. */
export function readAddresses(text: string): Checked {
  return readAll(text, 'not-an-address', (line) => {
    const at = line.lastIndexOf('@');
    const domain = asDomain(line.slice(at + 1));
    const local = line.slice(0, Math.max(at, 0)).toLowerCase();
    return at >= 0 && domain !== null && /^[^\s@<>"(),;:\\]{0,64}$/.test(local) ? `${local}@${domain}` : null;
  });
}

function asDomain(text: string): string | null {
  const name = normalName(text);
  return name !== null && name.includes('.') ? name : null;
}

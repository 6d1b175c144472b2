// Small readings of header values that the outer and the reported mail share.
// Promise: pure, total, linear.

import { MAIL_LIMITS } from '../mime/limits';

/** A Message-ID without its angle brackets, or null where nothing is left (RFC 5322 §3.6.4). */
export function withoutBrackets(value: string | null): string | null {
  if (value === null) return null;
  const open = value.indexOf('<');
  const close = value.indexOf('>', open + 1);
  const inner = open >= 0 && close > open ? value.slice(open + 1, close) : value;
  const id = inner.trim().slice(0, MAIL_LIMITS.textChars);
  return id === '' ? null : id;
}

/** The d= tags of DKIM signatures, lower case, each once, in order (RFC 6376 §3.5). */
export function dkimDomains(signatures: readonly string[]): string[] {
  const domains = new Set<string>();
  for (const signature of signatures) {
    for (const tag of signature.split(';')) {
      const equals = tag.indexOf('=');
      if (equals < 0 || tag.slice(0, equals).trim().toLowerCase() !== 'd') continue;
      const domain = tag.slice(equals + 1).trim().toLowerCase();
      if (domain !== '' && domain.length <= 255) domains.add(domain);
    }
  }
  return [...domains];
}

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
  const domains: string[] = [];
  for (const signature of signatures) {
    const domain = domainTag(signature);
    if (domain !== '' && domain.length <= 255 && !domains.includes(domain)) domains.push(domain);
  }
  return domains;
}

/** The d= tag: it follows the beginning or a semicolon, blanks allowed around it and its sign. */
function domainTag(signature: string): string {
  for (let at = signature.indexOf('d'); at >= 0; at = signature.indexOf('d', at + 1)) {
    let before = at - 1;
    while (signature.charCodeAt(before) === 0x20) before -= 1;
    if (before >= 0 && signature.charAt(before) !== ';') continue;
    let after = at + 1;
    while (signature.charCodeAt(after) === 0x20) after += 1;
    if (signature.charAt(after) !== '=') continue;
    const end = signature.indexOf(';', after);
    return signature
      .slice(after + 1, end < 0 ? undefined : end)
      .trim()
      .toLowerCase();
  }
  return '';
}

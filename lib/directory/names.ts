// Logins and addresses as the directory compares them: lower case, domains as A-labels. Pure, never throws.

import { domainOf, normalName } from '@/lib/mime/domain-names';

/** 254 is the longest address a path can hold (RFC 5321 §4.5.3.1.3). */
const MAX_LOGIN = 254;

/** A login in comparable form, with or without a domain; null for what cannot be one. */
export function comparableLogin(text: string): string | null {
  const lower = text.trim().toLowerCase();
  if (lower === '' || lower.length > MAX_LOGIN || /[\s<>"]/.test(lower)) return null;
  const at = lower.lastIndexOf('@');
  if (at < 0) return lower;
  const domain = normalName(lower.slice(at + 1));
  return domain === null || at === 0 ? null : `${lower.slice(0, at)}@${domain}`;
}

/** An address, or `@domain` for a whole domain, in comparable form; null for what is neither. */
export function comparableAlias(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.startsWith('@')) {
    const domain = normalName(trimmed.slice(1));
    return domain === null ? null : `@${domain}`;
  }
  const login = comparableLogin(trimmed);
  return login?.includes('@') === true ? login : null;
}

/** The domain of a login, null where it has none. */
export function loginDomain(login: string): string | null {
  return domainOf(login);
}

// The customer's way to their case's page: a token in one notice. It opens that page and nothing else, and proves nothing
// about who holds it. Pure; the random bytes come in.

import { createHash } from 'node:crypto';

/** Stands in texts that are shown, kept and compared; the mail alone has the token. */
const placeholder = 'persoenlicher-link';

/** Path of the page of a token. */
const pathOf = (token: string) => `/c/${token}`;

/** The page's address as texts show it. `origin`: `https://abuse.example.com`. */
export function shownPageUrl(origin: string): string {
  return `${origin}${pathOf(placeholder)}`;
}

/** Whether a text speaks of the page, so that it needs a token of its own. */
export function namesPage(text: string): boolean {
  return text.includes(pathOf(placeholder));
}

/** The text as it goes out. `token`: of `pageToken`. */
export function withPageToken(text: string, token: string): string {
  return text.replaceAll(pathOf(placeholder), pathOf(token));
}

/** 22 letters, digits, minus and underscore, of 128 random bit. */
export function pageToken(random: Buffer): string {
  if (random.length !== 16) throw new RangeError('a token has 128 bit');
  return random.toString('base64url');
}

/** SHA-256 of a token, which is all that is kept of it; null where the text cannot be one. */
export function hashOfPageToken(text: string): Buffer | null {
  return /^[A-Za-z0-9_-]{22}$/.test(text) ? createHash('sha256').update(text).digest() : null;
}

/** Addresses of the page in a text, as it is shown. */
export function pageUrlsIn(text: string): string[] {
  return text.split(/\s+/).filter(namesPage);
}

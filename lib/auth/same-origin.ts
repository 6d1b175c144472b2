// Whether a request that changes something was made by a page of ours (OWASP, cross-site request forgery): route handlers
// that serve a signed-in browser ask this, as Next does for server actions. Pure.

/**
 * True where the browser itself says that the page is ours: `Sec-Fetch-Site` where it sends it, and always `Origin`
 * against the address it asked (`Host`) or the public one. Without `Origin` the answer is no.
 */
export function isSameOrigin(headers: { get(name: string): string | null }, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === headers.get('host');
}

/**
 * Whether a form may have come from a page of ours that sends no referrer: then `Origin` is `null` (Fetch, "append a
 * request Origin header"), and only `Sec-Fetch-Site` speaks where the browser sends it. For forms whose address is secret.
 */
export function mayBeOwnForm(headers: { get(name: string): string | null }): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  if (origin === null || origin === 'null') return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get('host');
}

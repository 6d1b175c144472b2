// The host that a reported address of the Web leads to.
// Promise: pure, never throws; null for what is no address with a host. Source: WHATWG URL.

import { canonicalIp } from '../mime/ip-addresses';
import { normalName } from '../mime/domain-names';

/** The host as an A-label name or a canonical address, from `https://user@host:port/path` or a bare `host/path`. */
export function hostOfUri(uri: string): string | null {
  const text = uri.slice(0, 2_000);
  const parsed = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (parsed === null || parsed.hostname === '') return null;
  return canonicalIp(parsed.hostname) ?? normalName(parsed.hostname);
}

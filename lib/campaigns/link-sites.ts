// Where the links of a text lead, as sites.
// Promise: pure, at most `linkBytes` and `linksPerText` looked at; each site once, in the order of the text. Plain text
// and HTML, quoted-printable or not: a link is found by its `://`.

import { isCommonSite } from './common-sites';
import { linkBytes, linksPerText, sitesPerMail } from './limits';
import { siteName } from './site-name';

const HOST_CHARS = 253;
const COLON = 0x3a;
const SLASH = 0x2f;

/** Adds the sites that links in `text` lead to, but common and `own` ones, to `sites`. */
export function addLinkSites(sites: Set<string>, text: Buffer, own: ReadonlySet<string>): void {
  const end = Math.min(text.length, linkBytes) - 3;
  let last = '';
  let at = 0;
  for (let links = 0; links < linksPerText && sites.size < sitesPerMail; links += 1) {
    at = text.indexOf(COLON, at);
    while (at >= 0 && at < end && (text[at + 1] !== SLASH || text[at + 2] !== SLASH))
      at = text.indexOf(COLON, at + 1);
    if (at < 0 || at >= end) return;
    at += 3;
    const host = hostAt(text, at);
    if (host === last || host === '') continue;
    last = host;
    addSite(sites, host, own);
  }
}

function addSite(sites: Set<string>, host: string, own: ReadonlySet<string>): void {
  const site = sites.size < sitesPerMail ? siteName(host) : null;
  if (site !== null && !isCommonSite(site) && !own.has(site)) sites.add(site);
}

/** Letters, digits, dots, hyphens and bytes of UTF-8 from `at`; what stands before an `@` is a name, not a host. */
function hostAt(text: Buffer, at: number): string {
  let start = at;
  let next = at;
  let head = '';
  while (next < text.length && next - start <= HOST_CHARS) {
    const byte = text[next] as number;
    if (byte === 0x40) {
      start = next + 1;
      head = '';
    } else if (byte === 0x3d) {
      // A soft line break of quoted-printable may stand anywhere.
      const length = text[next + 1] === 0x0a ? 2 : text[next + 1] === 0x0d && text[next + 2] === 0x0a ? 3 : 0;
      if (length === 0) break;
      head += text.toString('utf8', start, next);
      start = next + length;
      next = start;
      continue;
    } else if (!isHostByte(byte)) break;
    next += 1;
  }
  return (head + text.toString('utf8', start, next)).toLowerCase();
}

function isHostByte(byte: number): boolean {
  const lower = byte | 0x20;
  return (
    (lower >= 0x61 && lower <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte >= 0x80
  );
}

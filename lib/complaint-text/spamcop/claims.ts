// What the text of a SpamCop report accuses whom of: a host that sent or relayed mail, or a web site advertised in it.
// Promise: pure, linear, at most MAX_CLAIMS; a line that says nothing known is passed over.
// The lines: `Email from <ip> / <date>`; `Spamvertised web site: <url>`, then a link to SpamCop, then
// `<url> is <ip>; <date>`.

import { parseMailDate } from '../../mime/dates';
import { canonicalIp } from '../../mime/ip-addresses';

/** One mail accuses one host or a handful of sites; a hundred is a list that somebody made up. */
const MAX_CLAIMS = 100;

type ClaimKind = 'source' | 'relay' | 'spamvertised' | 'third-party';

export interface SpamcopClaim {
  kind: ClaimKind;
  ip: string | null;
  /** ISO 8601, UTC. */
  date: string | null;
  dateNotes: readonly string[];
  uri: string | null;
  /** SpamCop's page about the claim. */
  link: string | null;
}

const SITE = 'spamvertised web site:';

/** Reads the claims of the lines above the reported mail, in their order. */
export function readClaims(lines: readonly string[]): SpamcopClaim[] {
  const claims: SpamcopClaim[] = [];
  for (const [index, line] of lines.entries()) {
    const last = claims.at(-1);
    const site = siteOf(line, lines[index + 1]);
    const sent = site === null ? sentOf(line) : null;
    if (site !== null || sent !== null) {
      if (claims.length >= MAX_CLAIMS) break;
      const base = {
        kind: 'spamvertised' as const,
        ip: null,
        date: null,
        dateNotes: [],
        uri: site,
        link: null,
      };
      claims.push(sent ?? base);
    } else if (last !== undefined) complete(last, line);
  }
  return claims;
}

/** SpamCop's own pages: `https://www.spamcop.net/w3m?i=z…`. */
function isSpamcopLink(line: string): boolean {
  return /^h..ps?:\/\/\S{1,200}\/w3m\?i=\S+$/i.test(line);
}

/** The advertised address; on a line of its own where it is long. */
function siteOf(line: string, next: string | undefined): string | null {
  if (line.slice(0, SITE.length).toLowerCase() !== SITE) return null;
  const inline = line.slice(SITE.length).trim();
  return (inline || (next ?? '')).split(/\s/, 1)[0] ?? '';
}

/** `Email from 192.0.2.1 / Tue, 3 Feb 2026 …`, and what is said of relays and to third parties. */
function sentOf(line: string): SpamcopClaim | null {
  const slash = line.indexOf(' / ');
  const words = slash < 0 ? [] : line.slice(0, slash).split(' ');
  const ip = canonicalIp(words.at(-1) ?? '');
  const introduction = words.slice(0, -1).join(' ').toLowerCase();
  if (ip === null || introduction === '' || introduction.length > 80) return null;
  const date = parseMailDate(line.slice(slash + 3));
  const kind = introduction.includes('relay') || introduction.includes('proxy') ? 'relay' : 'source';
  const { iso = null, notes = [] } = date ?? {};
  return {
    kind: introduction.includes('third party') ? 'third-party' : kind,
    ip,
    date: iso,
    dateNotes: date === null ? ['invalid'] : notes,
    uri: null,
    link: null,
  };
}

/** The lines that follow a claim say more of it. */
function complete(claim: SpamcopClaim, line: string): void {
  if (isSpamcopLink(line)) claim.link ??= line;
  const is = claim.ip === null ? line.indexOf(' is ') : -1;
  const semicolon = line.indexOf(';', is);
  if (is < 0 || semicolon < 0) return;
  claim.ip = canonicalIp(line.slice(is + 4, semicolon));
  const date = claim.ip === null ? null : parseMailDate(line.slice(semicolon + 1));
  claim.date = date?.iso ?? null;
  claim.dateNotes = date?.notes ?? [];
}

// The file names of aggregate reports, which say by themselves what is in the archive: archives are never unpacked.
// Promise: pure, linear. Source: RFC 7489 §7.2.1.1 (`receiver!domain!begin!end[!id].xml[.gz]`), RFC 8460 §5.1
// (`sender!domain!begin!end[!id].json[.gz]`).

export interface AggregateName {
  /** Who wrote the report. */
  submitter: string;
  /** The domain of ours it is about. */
  domain: string;
  /** Begin and end of its period, ISO 8601 in UTC. */
  begin: string;
  end: string;
  content: 'dmarc' | 'tls';
}

const ENDINGS: readonly [string, AggregateName['content']][] = [
  ['.xml.gz', 'dmarc'],
  ['.xml.zip', 'dmarc'],
  ['.xml', 'dmarc'],
  ['.zip', 'dmarc'],
  ['.gz', 'dmarc'],
  ['.json.gz', 'tls'],
  ['.json', 'tls'],
];

/** Reads one file name in lower case; null for all others. */
export function readAggregateName(name: string): AggregateName | null {
  const ending = ENDINGS.filter(([text]) => name.endsWith(text)).sort(([a], [b]) => b.length - a.length)[0];
  if (ending === undefined) return null;
  const [submitter, domain, begin, end] = name.slice(0, -ending[0].length).split('!');
  const from = secondsToIso(begin);
  const to = secondsToIso(end);
  if (!isName(submitter) || !isName(domain) || from === null || to === null) return null;
  return { submitter, domain, begin: from, end: to, content: ending[1] };
}

function isName(text: string | undefined): text is string {
  return text !== undefined && text.length <= 253 && /^[a-z0-9_.-]+$/.test(text) && text.includes('.');
}

/** Seconds since 1970, nine or ten digits: from 1973 to 2286. */
function secondsToIso(text: string | undefined): string | null {
  if (text === undefined || !/^\d{9,10}$/.test(text)) return null;
  return `${new Date(Number(text) * 1000).toISOString().slice(0, 19)}Z`;
}

// A document in the shape of version 4 to the desk's one shape of a report.
// Promise: only what the document states; addresses and names in canonical form, times in UTC; every list bounded.
// Source: XARF 4.2.0; the feedback types are those of RFC 5965 §7.3.

import { emptyReport } from '../../formats/empty-report';
import type { ParsedReport } from '../../formats/types';
import { normalName } from '../../mime/domain-names';
import { canonicalIp } from '../../mime/ip-addresses';
import { MAIL_LIMITS } from '../../mime/limits';
import { safeText } from '../../mime/text';
import { evidenceType } from './evidence';
import { isEmail, isUri } from './string-formats';
import { asList, asRecord, asText } from './values';

const ABUSE = new Set(['messaging/spam', 'messaging/bulk_messaging']);
const FRAUD = new Set(['content/phishing', 'content/fraud', 'content/brand_infringement']);
const VIRUS = new Set(['content/malware', 'infrastructure/botnet', 'connection/infected_host']);

/** An SQL integer holds no more. */
const MOST_INCIDENTS = 2_147_483_647;

/** Builds the report. `kept` is the document as it is stored. */
export function toReport(
  document: Record<string, unknown>,
  kept: Record<string, unknown>,
  version: string | null,
  notes: Set<string>,
): ParsedReport {
  const category = `${String(document.category)}/${String(document.type)}`;
  const source = asText(document.source_identifier)?.trim() ?? '';
  noteEvidence(document, notes);
  return {
    ...emptyReport(feedbackTypeOf(category)),
    version,
    category,
    sourceIp: canonicalIp(source),
    sourcePort: typeof document.source_port === 'number' ? document.source_port : null,
    arrivalDate: utcSecond(document.timestamp),
    originalMailFrom: line(document.smtp_from),
    originalRcptTo: [line(document.smtp_to)].filter((address) => address !== null),
    reportedDomain: reportedDomains(document, source),
    reportedUri: reportedUris(document, source),
    incidents: incidentsOf(document),
    extensions: extensionsOf(document, source),
    xarf: kept,
    notes: [...notes].sort(),
  };
}

function feedbackTypeOf(category: string): string {
  if (ABUSE.has(category)) return 'abuse';
  if (FRAUD.has(category)) return 'fraud';
  return VIRUS.has(category) ? 'virus' : 'other';
}

function line(value: unknown): string | null {
  const text = asText(value);
  return text === null ? null : safeText(text.trim(), MAIL_LIMITS.textChars);
}

/** RFC 3339 in UTC to the second; a leap second is the one before it. */
function utcSecond(value: unknown): string | null {
  const [day = '', clock = ''] = (asText(value) ?? '').toUpperCase().split(/[T\s]/);
  const withColon = clock.replace(
    /([+-]\d\d)(\d\d)?$/,
    (_, hours: string, minutes?: string) => `${hours}:${minutes ?? '00'}`,
  );
  const time = new Date(`${day}T${withColon.replace(/^(\d\d:\d\d):60/, '$1:59')}`);
  return Number.isNaN(time.getTime()) ? null : `${time.toISOString().slice(0, 19)}Z`;
}

function reportedUris(document: Record<string, unknown>, source: string): string[] {
  const links = asList(asRecord(document.spam_indicators)?.suspicious_links);
  const named = [
    document.url,
    document.infringing_url,
    isUri(source) && source.includes('//') ? source : null,
  ];
  const uris = [...named, ...links].map(line).filter((uri) => uri !== null);
  return [...new Set(uris)].slice(0, MAIL_LIMITS.fieldValues);
}

function reportedDomains(document: Record<string, unknown>, source: string): string[] {
  const named = [asText(document.domain) ?? '', source.includes('.') ? source : ''];
  const domains = named.map((name) => (canonicalIp(name) === null ? normalName(name) : null));
  return [...new Set(domains.filter((domain) => domain !== null))];
}

/** Attacks count their packets and attempts; only what is called incidents counts as such. */
function incidentsOf(document: Record<string, unknown>): number {
  const { incidents } = document;
  const isCount = typeof incidents === 'number' && Number.isInteger(incidents) && incidents >= 0;
  return isCount ? Math.min(incidents, MOST_INCIDENTS) : 1;
}

/** What the other formats have no field for, by the names under which screens and scoring look for it. */
function extensionsOf(document: Record<string, unknown>, source: string): Record<string, string[]> {
  const reporter = asRecord(document.reporter) ?? {};
  const sender = asRecord(document.sender) ?? {};
  const isMailbox = isEmail(source);
  const named: Record<string, unknown> = {
    'report-id': document.report_id,
    'reporter-org': reporter.org,
    'reporter-contact': reporter.contact,
    'reporter-domain': reporter.domain,
    'sender-org': sender.org === reporter.org ? null : sender.org,
    'sender-domain': sender.domain === reporter.domain ? null : sender.domain,
    'evidence-source': document.evidence_source,
    'source-mailbox': isMailbox ? source : null,
    description: document.description,
  };
  const texts = Object.entries(named).map(([name, value]): [string, string | null] => [name, line(value)]);
  return Object.fromEntries(texts.flatMap(([name, value]) => (value === null ? [] : [[name, [value]]])));
}

const NOTED_TYPES = 10;

/** Evidence that is no mail stays in the raw mail; that it exists is noted with its media type. */
function noteEvidence(document: Record<string, unknown>, notes: Set<string>): void {
  const types = new Set(asList(document.evidence).map(evidenceType));
  for (const type of [...types].slice(0, NOTED_TYPES)) {
    if (!type.startsWith('message/')) notes.add(`xarf:evidence:${safeText(type, 60)}`);
  }
}

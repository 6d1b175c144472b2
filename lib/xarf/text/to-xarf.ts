// An X-ARF report in the shape of XARF 4.
// Promise: pure and deterministic. Nothing is invented: a member that version 4 demands and X-ARF does not know (a
// source port, a bot's type) is left out. Report-IDs that are no UUID become one by name, so that equal ids stay equal.
// Source: XARF 4.2 core and types; RFC 9562 §5.5 (UUID by name).

import type { ParsedReport } from '../../formats/types';
import { normalName } from '../../mime/domain-names';
import { readAddress } from '../../mime/addresses';
import { canonicalIp } from '../../mime/ip-addresses';
import { uuidByName } from '../uuid-by-name';
import type { SourceClaims } from './source';

const VERSION = '4.2.0';

/** The report as a XARF 4 document; null where version 4 has no such type. */
export function toXarf(report: ParsedReport, source: SourceClaims): Record<string, unknown> | null {
  const [category, type] = report.category?.split('/') ?? [];
  if (category === undefined || type === undefined) return null;
  const first = (key: string): string | null => report.extensions[key]?.[0] || null;
  const party = partyOf(first('reported-from'));
  return present({
    xarf_version: VERSION,
    report_id: reportId(first('report-id'), first('reported-from')),
    timestamp: report.arrivalDate,
    reporter: party,
    sender: party,
    source_identifier: source.ip ?? source.uri ?? source.domain ?? source.mailbox ?? first('source'),
    source_port: source.port,
    category,
    type,
    tags: tagsOf(first('tlp')),
    ...typeMembers(report, category, type, first),
  });
}

type Read = (key: string) => string | null;

/** The members that the category knows, as far as X-ARF says them. */
function typeMembers(
  report: ParsedReport,
  category: string,
  type: string,
  first: Read,
): Record<string, unknown> {
  const port = Number(first('port'));
  const service = first('service')?.toLowerCase() ?? null;
  if (category === 'messaging') return { protocol: 'smtp', smtp_from: report.originalMailFrom };
  if (category === 'content')
    return { url: report.reportedUri[0] ?? null, domain: report.reportedDomain[0] ?? null };
  if (category === 'copyright') return { infringing_url: report.reportedUri[0] ?? null };
  const shared = {
    service,
    destination_ip: canonicalIp(first('destination') ?? ''),
    destination_port: Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null,
  };
  if (category !== 'connection') return shared;
  return {
    ...shared,
    first_seen: report.arrivalDate,
    protocol: protocolOf(first('protocol'), service, type),
    attempt_count: type === 'login_attack' && report.incidents > 1 ? report.incidents : null,
  };
}

/** Named, or known of the service; logins are made over TCP, but for telephony. */
function protocolOf(named: string | null, service: string | null, type: string): string | null {
  const word = named?.toLowerCase() ?? '';
  if (['tcp', 'udp', 'icmp', 'sctp'].includes(word)) return word;
  return type === 'login_attack' && service !== null && service !== 'sip' ? 'tcp' : null;
}

function partyOf(reportedFrom: string | null): Record<string, string> | null {
  const contact = readAddress(reportedFrom ?? '');
  const domain = contact === null ? null : normalName(contact.slice(contact.lastIndexOf('@') + 1));
  return contact === null || domain === null ? null : { org: domain, contact, domain };
}

function tagsOf(tlp: string | null): string[] | null {
  const word = tlp?.trim().toLowerCase().replace(/^tlp:/, '') ?? '';
  return ['white', 'clear', 'green', 'amber', 'red'].includes(word) ? [`tlp:${word}`] : null;
}

function reportId(id: string | null, reportedFrom: string | null): string | null {
  if (id === null) return null;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id.toLowerCase();
  return uuidByName(`x-arf:${reportedFrom ?? ''}:${id}`);
}

function present(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null && value !== undefined),
  );
}

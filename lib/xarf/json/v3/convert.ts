// A report of XARF 1, 2 or 3 in the shape of version 4.
// Promise: what the report says and version 4 has a name for stands under that name; the rest keeps its own name in
// snake case; nothing is made up except the identifier, which follows from the document's content.
// Source: XARF 4.2.0, field and type mappings of its schema for version 3.

import { createHash } from 'node:crypto';
import { asList, asRecord, asText, firstText } from '../values';
import { convertSamples } from './convert-samples';
import { categoryOf } from './categories';

/** The document in the shape of version 4, and what was noteworthy: `xarf:…` codes. */
export interface Converted {
  document: Record<string, unknown>;
  notes: string[];
}

/** Names that version 4 has for members of version 3, by their own name in snake case. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['smtp_mail_from_address', 'smtp_from'],
  ['smtp_rcpt_to_address', 'smtp_to'],
  ['from_address', 'smtp_from'],
  ['to_address', 'smtp_to'],
  ['smtp_message_subject', 'subject'],
  ['source_url', 'url'],
  ['transport_protocol', 'protocol'],
  ['reporter_notes', 'description'],
  ['attack_description', 'description'],
  ['botnet_name', 'malware_family'],
  ['malware_name', 'malware_family'],
  ['infringed_material', 'work_title'],
  ['service_name', 'service'],
  ['cve', 'cve_id'],
]);
/** What goes elsewhere, or nowhere: traces of the reporter's own desk never leave it. */
const PLACED = new Set([
  'report_class',
  'report_type',
  'date',
  'source',
  'source_ip',
  'source_port',
  'samples',
  'sample',
  'attachment',
  'additional_info',
]);

/** Converts a document that `faultOfV3` found valid. */
export function convertV3(document: Record<string, unknown>): Converted {
  const report = asRecord(document.Report) ?? {};
  const source = asRecord(report.Source) ?? {};
  const members = renamed({ ...report, ...asRecord(report.AdditionalInfo) });
  const { category, type, isPublished } = categoryOf(report);
  const { evidence, files } = convertSamples([report.Samples, report.Sample, report.Attachment]);
  const port = report.SourcePort ?? source.Port;
  const notes = [`xarf:version:${versionName(document.Version)}`];
  if (!isPublished) notes.push('xarf:type:not-in-version-4');
  if ('InternalProcessing' in document) notes.push('xarf:internal:dropped');
  return {
    document: {
      xarf_version: '4.0.0',
      legacy_version: '3',
      report_id: identifierOf(document),
      timestamp: report.Date,
      ...partiesOf(document),
      source_identifier: sourceOf(report, source),
      ...(typeof port === 'number' && port > 0 ? { source_port: port } : {}),
      category,
      type,
      ...implied(category, type, report, members),
      ...members,
      ...(evidence.length > 0 ? { evidence } : {}),
      ...(files.length > 0 ? { files } : {}),
    },
    notes,
  };
}

function versionName(version: unknown): string {
  return asText(version)?.slice(0, 20).toLowerCase() ?? 'none';
}

/** Equal documents get the same identifier: a UUID of version 8 (RFC 9562 §5.8) from their content. */
function identifierOf(document: Record<string, unknown>): string {
  const digits = createHash('sha256').update(JSON.stringify(document)).digest('hex');
  const variant = ((Number.parseInt(digits.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

/** Version 4 calls the complainant reporter, and sender who files the report; before, they were one unless said. */
function partiesOf(document: Record<string, unknown>): Record<string, unknown> {
  const sender = partyOf(asRecord(document.ReporterInfo) ?? {}, 'Reporter');
  const complainant = asRecord(document.OnBehalfOf);
  return { reporter: complainant === null ? sender : partyOf(complainant, 'Complainant'), sender };
}

function partyOf(info: Record<string, unknown>, prefix: string): Record<string, unknown> {
  const contact = firstText(info[`${prefix}OrgEmail`], info[`${prefix}ContactEmail`]);
  const org = firstText(info[`${prefix}Org`], info[`${prefix}ContactName`]);
  const domain = firstText(info[`${prefix}OrgDomain`], contact?.split('@')[1]);
  return Object.fromEntries(Object.entries({ org, contact, domain }).filter(([, value]) => value !== null));
}

function sourceOf(report: Record<string, unknown>, source: Record<string, unknown>): string {
  const account = asRecord(report.Account) ?? {};
  const places = [report.SourceIp, source.IP, report.SourceUrl, report.Url, source.URL, source.Domain];
  return firstText(...places, account.AccountEmail, account.AccountIdentifier) ?? '';
}

/** What version 4 wants said and version 3 implies. */
function implied(
  category: string,
  type: string,
  report: Record<string, unknown>,
  members: Record<string, unknown>,
): Record<string, unknown> {
  const url = firstText(members.url, asRecord(report.Source)?.URL);
  const subType = asText(report.ReportSubType)?.toLowerCase();
  return {
    ...(type === 'spam' ? { protocol: 'smtp' } : {}),
    ...(subType === 'trap' || members.detection_method === 'spamtrap' ? { evidence_source: 'spamtrap' } : {}),
    ...(category === 'connection' ? { first_seen: report.FirstSeen ?? report.Date } : {}),
    ...(url !== null ? { url } : {}),
    ...(category === 'copyright' && url !== null ? { infringing_url: url } : {}),
  };
}

function renamed(report: Record<string, unknown>): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(report)) {
    const own = snakeCase(name);
    if (PLACED.has(own)) continue;
    if (own === 'destination_port' && Array.isArray(value)) {
      const ports: readonly unknown[] = asList(value);
      Object.assign(members, { destination_port: ports[0], destination_ports: ports });
    } else members[NAMES.get(own) ?? own] ??= value;
  }
  return members;
}

/** `SmtpMailFromAddress`, `SMTPFrom` and `ReporterCaseID` as words between underscores. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

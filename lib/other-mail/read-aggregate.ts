// Aggregate reports about our own domains: DMARC (RFC 7489 §7.2) and SMTP TLS (RFC 8460). Machines count in them who used
// our domains' names and how deliveries went; nobody complains.
// Promise: pure, never throws. Told by type, file name, subject and header fields alone: the archive is never unpacked.

import { fileName, mailText } from '../formats/mail-text';
import type { FormatReading } from '../formats/types';
import { decodeEncodedWords } from '../mime/encoded-words';
import { firstValue } from '../mime/header';
import { leafParts } from '../mime/read-mail';
import { safeText } from '../mime/text';
import type { MimePart } from '../mime/types';
import { readAggregateName, type AggregateName } from './aggregate-name';

/** The facts of a kept aggregate report; null what neither file name nor subject tells. */
export interface AggregateFacts {
  domain: string | null;
  submitter: string | null;
  reportId: string | null;
  /** ISO 8601, UTC. */
  begin: string | null;
  end: string | null;
  fileName: string | null;
}

const ARCHIVES = new Set([
  'application/gzip',
  'application/x-gzip',
  'application/zip',
  'application/x-zip',
  'application/x-zip-compressed',
  'application/octet-stream',
  'application/xml',
  'text/xml',
]);
const TLS_TYPES = new Set(['application/tlsrpt+gzip', 'application/tlsrpt+json']);

/** Reads one mail as a DMARC aggregate report. */
export function readDmarcAggregate(mail: MimePart): FormatReading {
  const files = leafParts(mail).filter(({ type }) => ARCHIVES.has(type));
  const named = firstNamed(files, 'dmarc');
  const subject = subjectFacts(mail, 'report domain', 'submitter');
  // The subject alone is anybody's; with a file of the right type it is what receivers send that name files otherwise.
  if (named === null && (subject === null || files.length === 0)) return { outcome: 'not-this-format' };
  return kept(mail, named?.part ?? files[0] ?? null, named?.name ?? null, subject);
}

/** Reads one mail as an SMTP TLS report. */
export function readTlsReport(mail: MimePart): FormatReading {
  const leaves = leafParts(mail);
  const part = leaves.find(({ type }) => TLS_TYPES.has(type)) ?? firstNamed(leaves, 'tls')?.part;
  const isDeclared = mail.parameters.get('report-type')?.toLowerCase() === 'tlsrpt';
  if (part === undefined && !isDeclared) return { outcome: 'not-this-format' };
  const name = part === undefined ? null : readAggregateName(fileName(part) ?? '');
  const subject = subjectFacts(mail, 'report domain', 'submitter');
  const { fields } = mail.header;
  const domain = subject?.domain ?? lower(firstValue(fields, 'tls-report-domain'));
  const submitter = subject?.submitter ?? lower(firstValue(fields, 'tls-report-submitter'));
  return kept(mail, part ?? null, name, { domain, submitter, reportId: subject?.reportId ?? null });
}

type SubjectFacts = Pick<AggregateFacts, 'domain' | 'submitter' | 'reportId'>;

function firstNamed(
  parts: readonly MimePart[],
  content: AggregateName['content'],
): { part: MimePart; name: AggregateName } | null {
  for (const part of parts) {
    const name = readAggregateName(fileName(part) ?? '');
    if (name?.content === content) return { part, name };
  }
  return null;
}

function kept(
  mail: MimePart,
  part: MimePart | null,
  name: AggregateName | null,
  subject: SubjectFacts | null,
): FormatReading {
  const facts: AggregateFacts = {
    domain: subject?.domain ?? name?.domain ?? null,
    submitter: subject?.submitter ?? name?.submitter ?? null,
    reportId: subject?.reportId ?? null,
    begin: name?.begin ?? null,
    end: name?.end ?? null,
    fileName: part === null ? null : fileName(part),
  };
  return { outcome: 'other-mail', facts: { ...facts }, text: mailText(mail) || null };
}

/** `Report Domain: example.com Submitter: mx.example.net Report-ID: <id>`: all three on one line, in this order. */
function subjectFacts(mail: MimePart, domainMark: string, submitterMark: string): SubjectFacts | null {
  const subject = decodeEncodedWords(firstValue(mail.header.fields, 'subject') ?? '');
  const lowered = subject.toLowerCase();
  const domain = wordAfter(subject, lowered, `${domainMark}:`);
  const submitter = wordAfter(subject, lowered, `${submitterMark}:`);
  if (domain === null || submitter === null) return null;
  return {
    domain: lower(domain),
    submitter: lower(submitter),
    reportId: wordAfter(subject, lowered, 'report-id:'),
  };
}

function wordAfter(text: string, lowered: string, mark: string): string | null {
  const at = lowered.indexOf(mark);
  if (at < 0) return null;
  const word =
    text
      .slice(at + mark.length)
      .trimStart()
      .split(/\s/, 1)[0] ?? '';
  const bare = word.replaceAll(/[<>]/g, '');
  return bare === '' ? null : safeText(bare, 300);
}

function lower(text: string | null): string | null {
  return text === null ? null : safeText(text.trim().toLowerCase(), 300);
}

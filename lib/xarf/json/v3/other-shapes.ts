// Two more shapes of version 3 that came with XARF 4: the one of its schema, and the one of its illustrations.
// Promise: both are recognised beside the genuine one, never instead of it.
// Source: XARF 4.2.0, schema for version 3 ("legacy") and its samples of version 3.

import { z } from 'zod';
import { firstFault, faultAt } from '../fault';
import { asRecord } from '../values';
import {
  count,
  dateTime,
  demanding,
  email,
  hostname,
  integer,
  ip,
  list,
  open,
  port,
  text,
  textUpTo,
  uri,
  word,
} from '../vocabulary';
import { publishedType } from './spelling';

const legacySample = z.strictObject({
  ContentType: text,
  Payload: text,
  Description: textUpTo(200).optional(),
});

const legacyReport = z.strictObject({
  ReportClass: word('Activity'),
  ReportType: word('Spam', 'Login-Attack', 'Port-Scan', 'DDoS', 'Phishing', 'Malware', 'Botnet', 'Copyright'),
  Date: dateTime,
  SourceIp: text.optional(),
  SourcePort: port.optional(),
  DestinationIp: text.optional(),
  DestinationPort: port.optional(),
  Protocol: word('tcp', 'udp', 'icmp', 'smtp').optional(),
  SmtpMailFromAddress: email.optional(),
  SmtpRcptToAddress: email.optional(),
  SmtpMessageSubject: textUpTo(500).optional(),
  Url: uri.optional(),
  UserAgent: textUpTo(200).optional(),
  AttackDescription: textUpTo(1_000).optional(),
  AttackCount: integer(1).optional(),
  Samples: list(legacySample, 10).optional(),
});

const legacy = z.strictObject({
  Version: word('3', '3.0'),
  ReporterInfo: z.strictObject({
    ReporterOrg: textUpTo(200),
    ReporterOrgEmail: email,
    ReporterOrgDomain: hostname.optional(),
  }),
  Report: legacyReport,
});

/** True where the schema of that shape accepts the document. */
export function isLegacy(document: Record<string, unknown>): boolean {
  return legacy.safeParse(document).success;
}

const illustratedSource = open({ IP: ip, URL: uri, Domain: hostname, Port: integer(0, 65_535), Type: text });

const illustrated = demanding(
  {
    ReporterInfo: demanding(
      {
        ReporterOrg: text,
        ReporterOrgDomain: hostname,
        ReporterOrgEmail: email,
        ReporterContactEmail: email,
      },
      { required: ['ReporterOrg', 'ReporterOrgEmail'] },
    ),
    Report: demanding(
      {
        ReportClass: text,
        ReportType: text,
        Date: dateTime,
        Source: illustratedSource,
        Attachment: list(
          demanding(
            { ContentType: text, Data: text, Description: text, Size: count },
            { required: ['ContentType', 'Data'] },
          ),
        ),
        AdditionalInfo: open({}),
      },
      { required: ['ReportType', 'Date', 'Source'] },
    ),
  },
  { required: ['ReporterInfo', 'Report'] },
);

/** The shape of the illustrations has its source in an object of its own. */
export function isIllustrated(document: Record<string, unknown>): boolean {
  return asRecord(asRecord(document.Report)?.Source) !== null;
}

/** The first fault of a document of that shape. */
export function faultOfIllustrated(document: Record<string, unknown>): string | null {
  const fault = firstFault(illustrated, document);
  if (fault !== null) return fault;
  const report = asRecord(document.Report) ?? {};
  const { IP, URL, Domain } = asRecord(report.Source) ?? {};
  if (IP === undefined && URL === undefined && Domain === undefined) {
    return faultAt(['Report', 'Source'], 'invalid');
  }
  return publishedType(report.ReportType) === null ? faultAt(['Report', 'ReportType'], 'unknown') : null;
}

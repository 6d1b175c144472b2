// The machine-readable part of a generated report.
// Promise: pure; ASCII alone, each field at most as often as its RFC allows; a value that its field cannot hold is left
// out, never bent. Source: RFC 5965 §3, RFC 6591 §3, RFC 6692 §3, RFC 7489 §7.3.1; RFC 5321 §4.1.3 (IPv6 literals).

import { isIPv4, isIPv6 } from 'node:net';
import type { ParsedReport } from '../formats/types';
import { readAddress } from '../mime/addresses';
import { asciiField, mailDate } from '../mime/write-header';
import { isRegistered } from './field-names';

/** What a generated report says; the arguments of `ParsedReport` under their names. */
export type ArfReport = Pick<ParsedReport, 'feedbackType'> & { userAgent: string } & Partial<
    Pick<
      ParsedReport,
      | 'sourceIp'
      | 'sourcePort'
      | 'arrivalDate'
      | 'originalMailFrom'
      | 'originalRcptTo'
      | 'originalEnvelopeId'
      | 'reportedDomain'
      | 'reportedUri'
      | 'authenticationResults'
      | 'incidents'
      | 'reportingMta'
      | 'authFailure'
      | 'deliveryResult'
      | 'dkimDomain'
      | 'dkimIdentity'
      | 'dkimSelector'
      | 'identityAlignment'
      | 'extensions'
    >
  >;

const LARGEST_INCIDENTS = 2_147_483_647;

/** The part's body. */
export function feedbackFields(report: ArfReport): string {
  const lines = [
    asciiField('Feedback-Type', report.feedbackType),
    asciiField('User-Agent', report.userAgent),
  ];
  lines.push(asciiField('Version', '1'));
  const add = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined && value.trim() !== '') lines.push(asciiField(name, value));
  };
  add('Source-IP', ipLiteral(report.sourceIp ?? ''));
  add('Source-Port', portOf(report));
  add('Arrival-Date', dateOf(report.arrivalDate ?? ''));
  add('Original-Mail-From', pathOf(report.originalMailFrom ?? null));
  for (const address of report.originalRcptTo ?? []) add('Original-Rcpt-To', pathOf(address));
  add('Original-Envelope-Id', report.originalEnvelopeId);
  for (const domain of report.reportedDomain ?? []) add('Reported-Domain', domain);
  for (const uri of report.reportedUri ?? []) add('Reported-URI', uri);
  for (const result of report.authenticationResults ?? []) add('Authentication-Results', result);
  const { incidents = 1, reportingMta } = report;
  if (incidents !== 1 && Number.isInteger(incidents) && incidents >= 0)
    add('Incidents', String(Math.min(incidents, LARGEST_INCIDENTS)));
  if (reportingMta?.name) add('Reporting-MTA', `${reportingMta.type || 'dns'}; ${reportingMta.name}`);
  add('Auth-Failure', report.authFailure);
  add('Delivery-Result', report.deliveryResult);
  add('DKIM-Domain', report.dkimDomain);
  add('DKIM-Identity', report.dkimIdentity);
  add('DKIM-Selector', report.dkimSelector);
  add('Identity-Alignment', report.identityAlignment?.join(', '));
  for (const [name, values] of Object.entries(report.extensions ?? {}))
    if (/^[a-z][a-z0-9-]{0,60}$/.test(name) && !isRegistered(name))
      for (const value of values) add(name, value);
  return lines.join('');
}

function ipLiteral(ip: string): string | null {
  if (isIPv4(ip)) return ip;
  return isIPv6(ip) ? `IPv6:${ip}` : null;
}

/** RFC 6692: a port is of an address. */
function portOf({ sourceIp, sourcePort }: ArfReport): string | null {
  const port = sourcePort ?? -1;
  const isPort = Number.isInteger(port) && port >= 0 && port <= 65_535;
  return isPort && ipLiteral(sourceIp ?? '') !== null ? String(port) : null;
}

function dateOf(iso: string): string | null {
  const date = new Date(iso);
  return iso === '' || Number.isNaN(date.getTime()) ? null : mailDate(date);
}

/** In angle brackets; the empty string is the null sender. What is no address stays out. */
function pathOf(address: string | null): string | null {
  if (address === null) return null;
  const path = `<${address}>`;
  return address === '' ||
    (readAddress(path) !== null && /^[\x21-\x7e]+$/.test(address) && !/[<>]/.test(address))
    ? path
    : null;
}

// What a report left out and the reported mail tells: the address it came from, its sender, its recipient, its arrival.
// Promise: pure; a stated value is never touched, and the name of every value filled in stands in `derived`, because
// it is the desk's reading and not the reporter's word. Where the mail is not clear, nothing is filled in.
// Source: RFC 5965 §2.g (the third part comes first), RFC 6449 §4.4; loops that send bare reports: docs/formats.md.

import { readComparableAddress } from '../mime/addresses';
import { canonicalIp } from '../mime/ip-addresses';
import { isMunged } from './munged-address';
import { isPublicAddress } from './public-address';
import { readReporterTrace, type ReporterTrace } from './reporter-trace';
import type { ParsedReport, ReportedMessage } from './types';

/** Fields in which a provider names the mailbox that it delivered to, the surest first. */
const RECIPIENT_FIELDS = ['x-hmxmroriginalrecipient', 'x-original-to', 'delivered-to', 'envelope-to'];

/**
 * The report with `sourceIp`, `arrivalDate`, `originalMailFrom` and `originalRcptTo` filled in from `reported` where it
 * does not state them; the same object where nothing was to be filled in or nothing could be.
 */
export function deriveClaims(report: ParsedReport, reported: ReportedMessage | null): ParsedReport {
  if (reported === null || report.isRestricted || isComplete(report)) return report;
  const trace = readReporterTrace(reported);
  const found: Partial<ParsedReport> = {
    ...(report.sourceIp === null ? given('sourceIp', sourceIp(trace)) : {}),
    ...(report.arrivalDate === null ? given('arrivalDate', trace.hop?.date ?? null) : {}),
    ...(report.originalMailFrom === null ? given('originalMailFrom', mailFrom(trace)) : {}),
    ...(report.originalRcptTo.length === 0 ? given('originalRcptTo', recipients(trace)) : {}),
  };
  const names = Object.keys(found);
  if (names.length === 0) return report;
  return { ...report, ...found, derived: [...new Set([...report.derived, ...names])].sort() };
}

function isComplete(report: ParsedReport): boolean {
  const { sourceIp, arrivalDate, originalMailFrom, originalRcptTo } = report;
  return sourceIp !== null && arrivalDate !== null && originalMailFrom !== null && originalRcptTo.length > 0;
}

function given<Name extends keyof ParsedReport>(
  name: Name,
  value: ParsedReport[Name] | null,
): Partial<ParsedReport> {
  return value === null ? {} : { [name]: value };
}

/** Some providers name the address above the trace as well. */
function sourceIp(trace: ReporterTrace): string | null {
  if (trace.clientIp !== null) return trace.clientIp;
  const named = canonicalIp(trace.delivery.get('x-originating-ip') ?? '');
  return named !== null && isPublicAddress(named) ? named : null;
}

/** The envelope sender as the delivering server kept it (RFC 5321 §4.4), else as its own check of it names it. */
function mailFrom(trace: ReporterTrace): string | null {
  const kept = trace.delivery.get('return-path');
  if (kept !== undefined) return withoutBlots(readComparableAddress(kept));
  for (const result of trace.results) {
    const address = addressAfter(result, 'smtp.mailfrom=') ?? addressAfter(result, 'envelope-from=');
    if (address !== null) return withoutBlots(address);
  }
  return null;
}

function addressAfter(text: string, mark: string): string | null {
  const at = text.indexOf(mark);
  if (at < 0) return null;
  const word = text.slice(at + mark.length, at + mark.length + 320).split(/[\s;,)]/, 1)[0] ?? '';
  return readComparableAddress(word.replaceAll('"', ''));
}

function recipients(trace: ReporterTrace): string[] | null {
  const named = RECIPIENT_FIELDS.map((key) => trace.delivery.get(key) ?? null);
  for (const value of [...named, trace.hop?.forAddress ?? null]) {
    const address = withoutBlots(readComparableAddress(value));
    if (address !== null && address !== '') return [address];
  }
  return null;
}

/** The null sender stays; a word that stands for a removed address is nothing. */
function withoutBlots(address: string | null): string | null {
  return address === null || (address !== '' && isMunged(address)) ? null : address;
}

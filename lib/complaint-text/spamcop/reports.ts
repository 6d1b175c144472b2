// From SpamCop's claims and counts to reports.
// Promise: pure; `sourceIp` is the host accused, whatever of. What has no field of its own stands in `extensions`:
// report-id, spamcop-report (source, relay, spamvertised, third-party), spamcop-link, comment, abuse-type.

import { emptyReport } from '../../formats/empty-report';
import type { ParsedReport, ReportedMessage, ReportItem } from '../../formats/types';
import { firstValue } from '../../mime/header';
import { canonicalIp } from '../../mime/ip-addresses';
import { MAIL_LIMITS } from '../../mime/limits';
import { safeText } from '../../mime/text';
import type { MimePart } from '../../mime/types';
import { hostOfUri } from '../host-of-uri';
import type { SpamcopClaim } from './claims';
import type { CountedHits } from './summary';

export interface MailFacts {
  id: string | null;
  /** What SpamCop says above the quoted mail. */
  lines: readonly string[];
  userAgent: string | null;
  quoted: ReportedMessage | null;
}

/** The report about one claim, with the mail where the mail is what is complained about. */
export function reportAbout(claim: SpamcopClaim, facts: MailFacts): ReportItem {
  const isSite = claim.kind === 'spamvertised';
  const host = claim.uri === null ? null : hostOfUri(claim.uri);
  const quoted = isSite ? facts.quoted : null;
  const report: ParsedReport = {
    ...emptyReport('abuse'),
    userAgent: facts.userAgent,
    version: /V([0-9][0-9.]*)/.exec(facts.lines[0] ?? '')?.[1] ?? null,
    sourceIp: claim.ip,
    arrivalDate: claim.date,
    reportedUri: claim.uri ? [claim.uri] : [],
    reportedDomain: host === null || canonicalIp(host) !== null ? [] : [host],
    category: isSite ? null : 'messaging/spam',
    extensions: listed({
      'spamcop-report': claim.kind,
      'report-id': facts.id,
      'spamcop-link': claim.link ?? linkIn(facts.lines),
      comment: commentIn(facts.lines),
      'original-subject': quoted?.subjectText,
      'original-message-id': quoted?.messageId,
    }),
    notes: claim.dateNotes.map((code) => `date:${code}`),
  };
  return { report, reported: isSite ? null : facts.quoted };
}

/** The report that a row of a summary or alert comes to. */
export function reportOfHits(hits: CountedHits): ParsedReport {
  return {
    ...emptyReport('abuse'),
    sourceIp: hits.ip,
    arrivalDate: hits.date,
    incidents: hits.count,
    category: 'messaging/spam',
    extensions: listed({
      'spamcop-report': 'summary',
      'abuse-type': hits.source === 'trap' ? 'trap' : null,
      comment: hits.comment,
      'reverse-name': hits.hostName,
    }),
    notes: ['orig:missing', 'struct:no-feedback-part'],
  };
}

/** Where the text names no host, the header may: `X-SpamCop-sourceip`, or the subject's brackets. */
export function claimInHeader(mail: MimePart): SpamcopClaim[] {
  const { fields } = mail.header;
  const subject = /\[SpamCop \(([^)]{2,60})\)/i.exec(firstValue(fields, 'subject') ?? '')?.[1] ?? '';
  const ip = canonicalIp(firstValue(fields, 'x-spamcop-sourceip') ?? '') ?? canonicalIp(subject);
  return ip === null ? [] : [{ kind: 'source', ip, date: null, dateNotes: [], uri: null, link: null }];
}

function linkIn(lines: readonly string[]): string | null {
  return lines.find((line) => line.includes('/w3m?i=')) ?? null;
}

/** What the complainant wrote: the quoted lines. */
function commentIn(lines: readonly string[]): string | null {
  const start = lines.findIndex((line) => line.toLowerCase().includes('comments from recipient'));
  if (start < 0) return null;
  const quoted = lines.slice(start + 1).filter((line) => line.startsWith('>'));
  const words = quoted.map((line) => line.slice(1).trim()).join(' ');
  return safeText(words, MAIL_LIMITS.textChars) || null;
}

function listed(values: Record<string, string | null | undefined>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value ? [[name, [value]]] : [])),
  );
}

// From a read report to its row: pure, one place where every field of the parser finds its column or `extensions`.

import { isMunged } from '@/lib/formats/munged-address';
import type { OuterMessage, ParsedReport, ReportedMessage } from '@/lib/formats/types';
import { safeText } from '@/lib/mime/text';
import type { AttributionResult } from '@/lib/attribution/types';
import type { Reporter } from '@/lib/reporters/types';
import type { ComplaintKind } from '@/lib/scoring/types';
import { comparableRecipient } from './comparable-recipient';
import { complainantChars } from './limits';
import type { ReportRow } from './types';

export interface ReportFacts {
  rawMessageId: number;
  ordinal: number;
  receivedAt: Date;
  format: string;
  report: ParsedReport;
  reported: ReportedMessage | null;
  outer: OuterMessage;
  reporter: Reporter;
  attribution: AttributionResult;
  kind: ComplaintKind;
  mailDate: Date | null;
}

/** The row of a report. Times are UTC; nothing in it was not said by the mail, the reporter's trust or the ladder. */
export function buildReport(facts: ReportFacts): ReportRow {
  const { report, reported, reporter, attribution } = facts;
  return {
    rawMessageId: facts.rawMessageId,
    ordinal: facts.ordinal,
    format: facts.format,
    feedbackType: report.feedbackType,
    category: report.category,
    kind: facts.kind,
    reporterKey: reporter.reporterKey,
    feedbackLoopId: reporter.loopId,
    trust: reporter.trust,
    trustFactor: reporter.factor,
    complainant: isOnOwnWord(facts) ? writerOf(facts.outer) : complainantOf(report),
    receivedAt: facts.receivedAt,
    mailDate: facts.mailDate,
    sourceIp: report.sourceIp,
    sourcePort: report.sourcePort,
    arrivalDate: report.arrivalDate,
    originalMailFrom: report.originalMailFrom,
    originalRcptTo: report.originalRcptTo,
    originalEnvelopeId: report.originalEnvelopeId,
    reportedDomain: report.reportedDomain,
    reportedUri: report.reportedUri,
    incidents: Math.min(report.incidents, 2_147_483_647),
    userAgent: report.userAgent,
    version: report.version,
    messageId: reported?.messageId ?? null,
    queueId: attribution.queueId,
    subject: reported?.subjectText ?? null,
    headerFrom: reported?.fromAddress ?? null,
    extensions: extensionsOf(report, reporter),
    notes: report.notes,
    derived: report.derived,
    xarf: report.xarf,
  };
}

/**
 * The complainant: the one recipient the report names, comparable. Tokens of RFC 6590 look like addresses or like
 * nothing at all, and are never written to; either way equal text means the same person, for this reporter. Several recipients of one report are
 * one complaint of one person, the first. A word that was written over the address names nobody.
 */
export function complainantOf(report: Pick<ParsedReport, 'originalRcptTo' | 'extensions'>): string | null {
  const named = [...report.originalRcptTo, ...(report.extensions['redacted-address'] ?? [])];
  const text = comparableRecipient(named.find((address) => !isMunged(address)) ?? '');
  return text === '' ? null : safeText(text, complainantChars);
}

/**
 * RFC 6430 §5 expects not-spam as an attack. Whoever is not known speaks with it for themselves alone: at a mailbox
 * provider all customers sign with one domain, and a spammer there could take back what his victims there complained of.
 */
function isOnOwnWord({ kind, reporter }: ReportFacts): boolean {
  return kind === 'not-spam' && reporter.trust !== 'verified' && reporter.trust !== 'known';
}

function writerOf({ fromAddress }: OuterMessage): string | null {
  return fromAddress === null || fromAddress === '' ? null : comparableRecipient(fromAddress);
}

function extensionsOf(report: ParsedReport, reporter: Reporter): Record<string, unknown> {
  const named: Record<string, unknown> = {
    'authentication-results': report.authenticationResults.length ? report.authenticationResults : null,
    'reporting-mta': report.reportingMta,
    'auth-failure': report.authFailure,
    'delivery-result': report.deliveryResult,
    'dkim-domain': report.dkimDomain,
    'dkim-identity': report.dkimIdentity,
    'dkim-selector': report.dkimSelector,
    'identity-alignment': report.identityAlignment,
  };
  const known = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null));
  const { evidence, label, alignedDomain } = reporter;
  return { fields: known, unknownFields: report.extensions, reporter: { label, alignedDomain, evidence } };
}

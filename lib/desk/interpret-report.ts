// What a read report means to this provider: who reports, which account sent the mail, what the complaint weighs.
// Pure; everything comes in as arguments.

import { attribute } from '@/lib/attribution/ladder';
import type { AttributionResult } from '@/lib/attribution/types';
import { deriveClaims } from '@/lib/formats/derive-claims';
import type { OuterMessage, ReportItem } from '@/lib/formats/types';
import { buildReport } from '@/lib/reports/build-report';
import { confirmedKind, namedByPerson } from '@/lib/reports/judgement';
import type { ClaimedMessage, ReportRow } from '@/lib/reports/types';
import { identifyReporter } from '@/lib/reporters/identify-reporter';
import type { SignatureCheck } from '@/lib/reporters/types';
import { complaintValue, countedIncidents } from '@/lib/scoring/complaint-value';
import { kindOf } from '@/lib/scoring/kind-of';
import { mailDateOf } from '@/lib/scoring/mail-date';
import type { ScoreLine } from '@/lib/scoring/types';
import type { DeskContext } from './desk-context';

export interface InterpretedReport {
  row: ReportRow;
  attribution: AttributionResult;
  weight: number;
  lines: ScoreLine[];
}

/** One report of a mail, with what is known of who sent the mail. */
export interface ReadReport extends ReportItem {
  format: string;
  /** Its position in the mail. */
  ordinal: number;
  outer: OuterMessage;
  /** What our own check of the mail's signatures found; null where it was not asked for. */
  signatures: SignatureCheck | null;
}

/** Interprets one report against the provider's context. */
export function interpretReport(
  message: ClaimedMessage,
  read: ReadReport,
  context: DeskContext,
): InterpretedReport {
  const { reported, outer } = read;
  const report = deriveClaims(read.report, reported);
  const reporter = identifyReporter(outer, context.loops, context.reporterSettings, read.signatures);
  const { sourceIp, sourcePort, arrivalDate, originalMailFrom } = report;
  const input = { reported, sourceIp, sourcePort, arrivalDate, originalMailFrom };
  const namedAccount = namedByPerson(message.judgement);
  const attribution = attribute({ ...input, namedAccount }, context.network, context.policy);
  const loop = context.loops.find((candidate) => candidate.id === reporter.loopId);
  const kind = confirmedKind(kindOf(report, loop?.defaultKind ?? null), message.judgement);
  const mailDate = mailDateOf({ handedOverAt: attribution.handedOverAt, arrivalDate, reported });
  const { receivedAt } = message;
  const facts = {
    kind,
    trustFactor: reporter.factor,
    attributionFactor: attribution.factor,
    mailDate,
    receivedAt,
    incidents: countedIncidents(report.incidents, reporter.trust),
  };
  const { value, lines } = complaintValue(facts, context.policy);
  const row = buildReport({
    rawMessageId: message.id,
    ordinal: read.ordinal,
    receivedAt,
    format: read.format,
    report,
    reported,
    outer,
    reporter,
    attribution,
    kind,
    mailDate,
  });
  return { row, attribution, weight: value, lines };
}

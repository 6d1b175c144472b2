// An outcome as the command line prints it: the names and value forms of the conformance rows.
// Promise: pure; the Message-ID comes as written, with its brackets, everything else as in the types.

import type { ParsedReport, ReportedMessage, ReportOutcome } from './types';

export interface OutcomeDescription {
  outcome: ReportOutcome['outcome'];
  format: string | null;
  reason?: string;
  report?: Omit<ParsedReport, 'notes'>;
  originalMessage?: Record<string, unknown>;
  /** The deviations, `notes` of the report. */
  issues?: string[];
}

/** Describes one outcome; absent things are absent keys. */
export function describeOutcome(result: ReportOutcome): OutcomeDescription {
  if (result.outcome === 'not-a-report') return { outcome: result.outcome, format: null };
  if (result.outcome === 'broken') {
    return { outcome: result.outcome, format: result.format, reason: result.reason };
  }
  const { notes, ...report } = result.report;
  const original = result.reported === null ? {} : { originalMessage: describeReported(result.reported) };
  return { outcome: 'report', format: result.format, report, ...original, issues: notes };
}

function describeReported(message: ReportedMessage): Record<string, unknown> {
  const asWritten = message.headers.find(([name]) => name.toLowerCase() === 'message-id')?.[1];
  return {
    present: true,
    kind: message.kind,
    messageId: asWritten || message.messageId,
    from: message.from,
    to: message.to,
    subject: message.subject,
    date: message.date,
    subjectText: message.subjectText,
    fromAddress: message.fromAddress,
    returnPath: message.returnPath,
    sentAt: message.sentAt,
    listUnsubscribe: message.listUnsubscribe,
    feedbackId: message.feedbackId,
    receivedCount: message.receivedCount,
    dkimDomains: message.dkimDomains,
  };
}

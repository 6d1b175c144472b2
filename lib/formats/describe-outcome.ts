// An outcome as the command line prints it: the names and value forms of the conformance rows.
// Promise: pure; the Message-ID comes as written, with its brackets, everything else as in the types.

import type { Finding, ParsedReport, ReportedMessage, ReportItem, ReportOutcome } from './types';

/** One JSON line. Candidates and other recognised mail are no reports; their format and what was found stand beside. */
export interface OutcomeDescription {
  outcome: 'report' | 'not-a-report' | 'broken';
  format: string | null;
  reason?: string;
  report?: SpecifiedFields;
  originalMessage?: Record<string, unknown>;
  category?: string;
  derived?: string[];
  xarf?: Record<string, unknown>;
  restricted?: true;
  /** The deviations, `notes` of the report. */
  issues?: string[];
  /** The second report of the mail and those behind it. */
  more?: ItemDescription[];
  findings?: Finding[];
  facts?: Record<string, unknown>;
}

type SpecifiedFields = Omit<ParsedReport, 'notes' | 'category' | 'derived' | 'xarf' | 'isRestricted'>;
type ItemDescription = Pick<
  OutcomeDescription,
  'report' | 'originalMessage' | 'category' | 'derived' | 'xarf' | 'restricted' | 'issues'
>;

/** Describes one outcome; absent things are absent keys. */
export function describeOutcome(result: ReportOutcome): OutcomeDescription {
  switch (result.outcome) {
    case 'not-a-report':
      return { outcome: 'not-a-report', format: null };
    case 'broken':
      return {
        outcome: 'broken',
        format: result.format,
        reason: result.reason,
        ...(result.restrictedCategory === undefined ? {} : { restricted: true }),
      };
    case 'other-mail':
      return { outcome: 'not-a-report', format: result.format, facts: result.facts };
    case 'candidate': {
      const { format, reason, findings } = result;
      return { outcome: 'not-a-report', format, reason, findings, ...describeItem(result) };
    }
    case 'report': {
      const more = result.more.length === 0 ? {} : { more: result.more.map(describeItem) };
      return { outcome: 'report', format: result.format, ...describeItem(result), ...more };
    }
  }
}

function describeItem(item: ReportItem): ItemDescription {
  const { notes, category, derived, xarf, isRestricted, ...report } = item.report;
  return {
    report,
    ...(item.reported === null ? {} : { originalMessage: describeReported(item.reported) }),
    ...(category === null ? {} : { category }),
    ...(derived.length === 0 ? {} : { derived }),
    ...(xarf === null ? {} : { xarf }),
    ...(isRestricted ? { restricted: true } : {}),
    issues: notes,
  };
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

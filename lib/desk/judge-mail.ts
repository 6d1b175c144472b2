// What becomes of a mail that was read: its state with the reason, the reports to file, and the tasks it raises. Pure.

import type { OuterMessage, ReportItem, ReportOutcome } from '@/lib/formats/types';
import { safeText } from '@/lib/mime/text';
import type { SignatureCheck } from '@/lib/reporters/types';
import { listTextChars } from '@/lib/reports/limits';
import type { ClaimedMessage, MessageVerdict } from '@/lib/reports/types';
import type { NewTask } from '@/lib/tasks/types';
import type { DeskContext } from './desk-context';

export type ReadOutcome = ReportOutcome | { outcome: 'failed'; code: string; text: string };

export interface MailJudgement {
  verdict: MessageVerdict;
  reportItems: (ReportItem & { format: string; outer: OuterMessage })[];
  tasks: NewTask[];
}

/** Judges one mail. */
export function judgeMail(
  message: ClaimedMessage,
  outcome: ReadOutcome,
  _signatures: SignatureCheck | null,
  _context: DeskContext,
): MailJudgement {
  const reportItems =
    outcome.outcome === 'report'
      ? [outcome, ...outcome.more].map(({ report, reported }) => ({
          report,
          reported,
          format: outcome.format,
          outer: outcome.outer,
        }))
      : [];
  return { verdict: verdictOf(message, outcome), reportItems, tasks: [] };
}

/** Cut by `safeText`: half of an emoji at the cut is no valid JSON for PostgreSQL. */
function cut(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : safeText(text, listTextChars);
}

function verdictOf({ id, attempts }: ClaimedMessage, outcome: ReadOutcome): MessageVerdict {
  const plain: MessageVerdict = {
    id,
    attempts,
    state: 'processed',
    format: null,
    reasonCode: null,
    reasonText: null,
    fromText: null,
    subject: null,
    facts: null,
  };
  if (outcome.outcome === 'failed') {
    return {
      ...plain,
      state: 'quarantined',
      reasonCode: outcome.code,
      reasonText: safeText(outcome.text, 500),
    };
  }
  const seen = {
    ...plain,
    fromText: cut(outcome.outer?.fromText),
    subject: cut(outcome.outer?.subjectText),
  };
  switch (outcome.outcome) {
    case 'report':
      return { ...seen, format: outcome.format };
    case 'broken':
      return { ...seen, state: 'quarantined', format: outcome.format, reasonCode: outcome.reason };
    case 'candidate':
      return {
        ...seen,
        state: 'to_check',
        format: outcome.format,
        reasonCode: outcome.reason,
        facts: { findings: outcome.findings, text: outcome.text },
      };
    case 'other-mail':
      return {
        ...seen,
        state: 'kept',
        format: outcome.format,
        facts: { ...outcome.facts, text: outcome.text },
      };
    case 'not-a-report':
      return { ...seen, state: 'not_recognised', reasonCode: 'no-known-format' };
  }
}

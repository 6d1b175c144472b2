// Reports about sexual abuse of children: set apart from everything, without sender, subject or facts in the mail's row,
// without a report, with one task that only those see who handle such reports. Pure.

import type { ReportOutcome } from '@/lib/formats/types';
import { readComparableAddress } from '@/lib/mime/addresses';
import type { ClaimedMessage } from '@/lib/reports/types';
import { hotlineOf } from '@/lib/restricted/hotlines';
import type { MailJudgement } from './judge-mail';
import { plainVerdict } from './mail-verdict';

/** Why a mail is set apart: what it says of itself, or the hotline that sent it. */
export interface RestrictedReason {
  /** What is reported in XARF's words, where the report says it. */
  category: string | null;
  hotline: string | null;
}

/** The reason to set a mail apart; null for all other mail. */
export function restrictedReason(outcome: ReportOutcome): RestrictedReason | null {
  const hotline =
    sendersOf(outcome)
      .map(hotlineOf)
      .find((entry) => entry !== null) ?? null;
  const faulty = outcome.outcome === 'broken' ? outcome.restrictedCategory : undefined;
  const restricted = reportsOf(outcome).find((report) => report.isRestricted);
  if (restricted === undefined && faulty === undefined && hotline === null) return null;
  return { category: restricted?.category ?? faulty ?? null, hotline };
}

/**
 * Who may have sent it: of two From fields the first one, too, and the envelope where a list rewrote the From. Of mail
 * that a person passes on also its sender; of reports by machines not, or spam in a hotline's name would count for nobody.
 */
function sendersOf(outcome: ReportOutcome): (string | null)[] {
  const { outer } = outcome;
  const passedOn = outcome.outcome === 'candidate' ? outcome.reported : null;
  return [
    outer?.fromAddress ?? readComparableAddress(outer?.fromText ?? null),
    outer?.returnPath ?? null,
    passedOn?.fromAddress ?? null,
  ];
}

function reportsOf(outcome: ReportOutcome) {
  if (outcome.outcome === 'report') return [outcome, ...outcome.more].map(({ report }) => report);
  return outcome.outcome === 'candidate' ? [outcome.report] : [];
}

/** Sets the mail apart. A replay raises no second task: the first one, open or done, stands for the mail. */
export function judgeRestricted(
  message: ClaimedMessage,
  outcome: ReportOutcome,
  reason: RestrictedReason,
): MailJudgement {
  const format = 'format' in outcome && outcome.format !== null ? outcome.format : 'restricted';
  const verdict = { ...plainVerdict(message), state: 'restricted' as const, format };
  if (message.format === format) return { verdict, reportItems: [], tasks: [] };
  const task = {
    kind: 'restricted-report' as const,
    key: `restricted-report:${message.id}`,
    audience: 'restricted' as const,
    detail: { ...reason, format, receivedAt: message.receivedAt.toISOString() },
    feedbackLoopId: null,
    rawMessageId: message.id,
  };
  return { verdict, reportItems: [], tasks: [task] };
}

// What becomes of a mail that was read: its state with the reason, the reports to file, and the tasks it raises. Pure.

import type { OuterMessage, ReportItem, ReportOutcome } from '@/lib/formats/types';
import { safeText } from '@/lib/mime/text';
import { cfblRefusal } from '@/lib/reporters/cfbl';
import type { SignatureCheck } from '@/lib/reporters/types';
import type { ClaimedMessage, MessageVerdict } from '@/lib/reports/types';
import { kindOf } from '@/lib/scoring/kind-of';
import type { NewTask } from '@/lib/tasks/types';
import { assessCandidate } from './assess-candidate';
import type { DeskContext } from './desk-context';
import { judgeOtherMail, mailOfLoop } from './judge-other-mail';
import { judgeRestricted, restrictedReason } from './judge-restricted';
import { plainVerdict, seenVerdict } from './mail-verdict';
import { reporterFacts } from './reporter-facts';

export type ReadOutcome = ReportOutcome | { outcome: 'failed'; code: string; text: string };

/** A report of a mail, ready to be interpreted. */
export type JudgedItem = ReportItem & { format: string; outer: OuterMessage };

export interface MailJudgement {
  verdict: MessageVerdict;
  reportItems: JudgedItem[];
  tasks: NewTask[];
}

/**
 * Judges one mail. What is or may be about sexual abuse of children goes aside first; then the format's own word holds;
 * candidates are compared with what is ours. A person's word, where there is one, decides about candidates and about
 * reports of a type that nobody defined.
 */
export function judgeMail(
  message: ClaimedMessage,
  outcome: ReadOutcome,
  signatures: SignatureCheck | null,
  context: DeskContext,
): MailJudgement {
  if (outcome.outcome === 'failed') return failed(message, outcome);
  const restricted = restrictedReason(outcome);
  if (restricted !== null) return judgeRestricted(message, outcome, restricted);
  const seen = seenVerdict(message, outcome.outer);
  switch (outcome.outcome) {
    case 'report':
      return judgeReport(message, outcome, signatures, context);
    case 'broken': {
      const { format, reason: reasonCode } = outcome;
      return onlyVerdict({ ...seen, state: 'quarantined', format, reasonCode });
    }
    case 'candidate': {
      const judged = assessCandidate(message, outcome, signatures, context);
      const isOfNoUse = judged.verdict.state === 'not_recognised';
      return (isOfNoUse ? mailOfLoop(message, outcome.outer, signatures, context) : null) ?? judged;
    }
    case 'other-mail':
      return judgeOtherMail(message, outcome, signatures, context);
    case 'not-a-report':
      return (
        mailOfLoop(message, outcome.outer, signatures, context) ??
        onlyVerdict({ ...seen, state: 'not_recognised', reasonCode: 'no-known-format' })
      );
  }
}

function onlyVerdict(verdict: MessageVerdict): MailJudgement {
  return { verdict, reportItems: [], tasks: [] };
}

function failed(message: ClaimedMessage, { code, text }: { code: string; text: string }): MailJudgement {
  const reasonText = safeText(text, 500);
  return onlyVerdict({ ...plainVerdict(message), state: 'quarantined', reasonCode: code, reasonText });
}

type ReadReport = Extract<ReportOutcome, { outcome: 'report' }>;

/** A report of an unknown type is filed, weighs nothing, and waits for a person (RFC 5965 §6, RFC 6650 §4.5). */
function judgeReport(
  message: ClaimedMessage,
  { format, outer, report, reported, more }: ReadReport,
  signatures: SignatureCheck | null,
  context: DeskContext,
): MailJudgement {
  const items = [{ report, reported }, ...more];
  // One header over all of its reports: what one of them forbids holds for the mail.
  const refusal = items
    .map((item) => cfblRefusal(outer, item.reported, context.reporterSettings, signatures))
    .find((reason) => reason !== null);
  if (refusal !== undefined) {
    const facts = { ...reporterFacts(outer, signatures, context), text: null };
    return onlyVerdict({ ...seenVerdict(message, outer), state: 'kept', format, reasonCode: refusal, facts });
  }
  const reportItems = items.map((item) => ({ ...item, format, outer }));
  const verdict = { ...seenVerdict(message, outer), format };
  const unknown = items.find((item) => kindOf(item.report, null) === 'unknown');
  if (unknown === undefined || message.judgement?.verdict === 'complaint') {
    return { verdict, reportItems, tasks: [] };
  }
  const facts = {
    ...reporterFacts(outer, signatures, context),
    feedbackType: unknown.report.feedbackType,
    findings: [],
    text: null,
  };
  const judged: MessageVerdict =
    message.judgement === null
      ? { ...verdict, state: 'to_check', reasonCode: 'unknown-feedback-type', facts }
      : { ...verdict, state: 'kept', format: 'no-complaint', facts: { ...facts, format } };
  return { verdict: judged, reportItems, tasks: [] };
}

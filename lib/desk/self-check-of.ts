// Whether a mail is a self-check of a feedback loop that arrived: known by its token alone. It is kept, and is no complaint.
// A mail that quotes the token (an answer, a delivery report) has a Message-ID of its own and is none. Writes nothing.

import { env } from '@/lib/env';
import { selfCheckIn } from '@/lib/feedback-loops/self-check';
import { mailText } from '@/lib/formats/mail-text';
import { readMail } from '@/lib/mime/read-mail';
import { isMailMessageId } from '@/lib/outgoing/marks';
import type { ClaimedMessage, MessageVerdict } from '@/lib/reports/types';
import type { ReadOutcome } from './judge-mail';
import { restrictedReason } from './judge-restricted';
import { seenVerdict } from './mail-verdict';
import { messageIdKey } from './notice-settings';

/** The number of the check and the mail's verdict; null where it is none. */
export function selfCheckOf(
  message: ClaimedMessage,
  outcome: ReadOutcome,
  raw: Buffer,
): { selfCheck: number; verdict: MessageVerdict } | null {
  if (outcome.outcome === 'failed' || outcome.outcome === 'broken' || outcome.outcome === 'report')
    return null;
  if (outcome.outer === null || message.judgement !== null || restrictedReason(outcome) !== null) return null;
  if (env().SECRET_KEY === undefined || !isMailMessageId(outcome.outer.messageId ?? '', messageIdKey()))
    return null;
  const mail = readMail(raw);
  if (mail.outcome === 'broken') return null;
  const selfCheck = selfCheckIn(mailText(mail.root), messageIdKey());
  if (selfCheck === null) return null;
  return {
    selfCheck,
    verdict: { ...seenVerdict(message, outcome.outer), state: 'kept', format: 'self-check' },
  };
}

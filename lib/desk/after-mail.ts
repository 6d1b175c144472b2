// What follows the end of a mail that belongs to no case. Each purpose may have a rule of its own; what none deals with
// becomes a task where somebody has to look. Runs in the transaction that writes the end.

import type { Tx } from '@/lib/db/sql';
import type { MailEnd, MailPurpose, SentMail } from '@/lib/outgoing/types';
import { endTaskOf } from '@/lib/tasks/finish-store';
import { raiseTasks } from '@/lib/tasks/store';
import { afterOwnLoopMail } from './after-own-loop-mail';
import { afterPassedMail } from './after-passed-mail';
import { afterSelfCheck } from './after-self-check';

/** True: nothing else is to be done about this end. */
type Rule = (tx: Tx, mail: SentMail, end: MailEnd, now: Date) => Promise<boolean>;

const rules: Partial<Record<MailPurpose, Rule>> = {
  'pass-on': afterPassedMail,
  'self-check': afterSelfCheck,
  'own-loop': afterOwnLoopMail,
};

/** Tells whatever the mail is about; a mail that failed, bounced or may not have arrived is a task, if nothing deals with it. */
export async function afterMail(tx: Tx, mail: SentMail, end: MailEnd, now: Date): Promise<void> {
  if ((await rules[mail.purpose]?.(tx, mail, end, now)) === true) return;
  const key = mailTaskKey(mail.id);
  if (end.state === 'accepted' || end.state === 'kept') return endTaskOf(tx, key, null);
  const detail = {
    purpose: mail.purpose,
    mail: mail.id,
    to: mail.to,
    subject: mail.subject,
    response: end.response ?? end.status,
  };
  const kind = end.state === 'ambiguous' ? 'mail-ambiguous' : 'mail-failed';
  await raiseTasks(tx, [{ kind, key, audience: 'all', detail, feedbackLoopId: null, rawMessageId: null }]);
}

/** One open task for a mail. */
export function mailTaskKey(mailId: number): string {
  return `mail-trouble:${mailId}`;
}

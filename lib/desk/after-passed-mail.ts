// A mail with complaints came back or was refused: the recipient gets nothing more until a person has looked, and a task
// says so. What was written before stays as it is.

import type { Tx } from '@/lib/db/sql';
import type { MailEnd, SentMail } from '@/lib/outgoing/types';
import { findRecipient } from '@/lib/passing-on/queries';
import { suspendRecipient } from '@/lib/passing-on/recipient-store';
import { raiseTasks } from '@/lib/tasks/store';

/** True: nothing else is to be done about this end. */
export async function afterPassedMail(tx: Tx, mail: SentMail, end: MailEnd, now: Date): Promise<boolean> {
  const isRefused = end.state === 'bounced' || (end.state === 'failed' && end.status !== null);
  if (!isRefused || mail.relatedTo?.kind !== 'pass-on-recipient') return false;
  const { id } = mail.relatedTo;
  const recipient = await findRecipient(tx, id);
  // The address was changed since: what came back says nothing of the new one.
  if (recipient === null || recipient.to.toLowerCase() !== mail.to.toLowerCase()) return false;
  const reason = end.response ?? end.status ?? '';
  if (!(await suspendRecipient(tx, id, reason.slice(0, 300), now))) return true;
  await tx`SELECT append_audit(NULL, 'pass-on-suspended', ${`pass-on:${id}`}, ${tx.json({ reason })})`;
  const detail = { to: mail.to, customer: recipient.customer.name, response: reason, mail: mail.id };
  const key = suspendedTaskKey(id);
  await raiseTasks(tx, [
    { kind: 'pass-on-suspended', key, audience: 'admin', detail, feedbackLoopId: null, rawMessageId: null },
  ]);
  return true;
}

/** One open task for a recipient. */
export function suspendedTaskKey(recipientId: number): string {
  return `pass-on-suspended:${recipientId}`;
}

// A local program that sends on what came in from outside: a mailbox's filter (Sieve's redirect through sendmail, as the one
// user who owns all mailboxes), a mailing list. The log shows it like a web script, under a queue id of its own; that the
// same Message-ID came in before tells them apart. Pure.

import type { MessageIdQuestion } from '@/lib/maillog-lookup/types';
import type { MailTransaction } from '@/lib/maillog/types';
import type { LogClues } from './log-clues';
import { addressAccount } from './logins';
import { maxHopsAsked, messageWindowMs, skewMs } from './log-limits';
import { setHoldsName } from './names';
import type { ClaimedAccount, OwnNetwork } from './types';

/**
 * What to ask where the report hides the Message-ID: the log has it of the local program's mail that a queue id led to,
 * and by it the mail that may have come in before. Where the report names one, that was asked for already.
 */
export function arrivalQuestionsOf(
  { messageId }: LogClues,
  byQueueId: readonly MailTransaction[],
): MessageIdQuestion[] {
  if (messageId !== null) return [];
  const asked = new Map<string, MessageIdQuestion>();
  for (const { saslUser, uid, localUser, messageId: id, firstAt } of byQueueId) {
    if (saslUser !== null || (uid === null && localUser === null) || id === null) continue;
    asked.set(id, { messageId: id, window: { from: firstAt - messageWindowMs, to: firstAt + skewMs } });
  }
  return [...asked.values()].slice(0, maxHopsAsked);
}

/** The mail that came in from outside before and has this one's Message-ID; undefined where none is known. */
export function arrivalOf(
  { messageId, firstAt }: MailTransaction,
  fromOutside: readonly MailTransaction[],
): MailTransaction | undefined {
  if (messageId === null) return undefined;
  return fromOutside.find((other) => other.messageId === messageId && other.firstAt <= firstAt + skewMs);
}

/** The mailbox that it came to; null where the log names none of ours, or several. */
export function recipientOf({ lines }: MailTransaction, network: OwnNetwork): ClaimedAccount | null {
  const found = new Map<string, ClaimedAccount>();
  for (const line of lines) {
    const address =
      /\bto=<([^>]+)>/.exec(line)?.[1] ?? /(?:=>|->) (?:\S+ <)?([^\s<>]+@[^\s<>]+)/.exec(line)?.[1];
    const account = address === undefined ? null : addressAccount(address);
    const isOurs =
      account !== null && account.domain !== null && setHoldsName(network.hostedDomains, account.domain);
    if (isOurs) found.set(account.login, account);
  }
  const [only] = found.values();
  return found.size === 1 && only !== undefined ? only : null;
}

// A local program that sends on what came in from outside: a mailbox's filter (Sieve's redirect through sendmail, as the one
// user who owns all mailboxes), a mailing list. The log shows it like a web script, under a queue id of its own; that the
// same Message-ID came in before tells them apart. Pure.

import type { MailTransaction } from '@/lib/maillog/types';
import { addressAccount } from './logins';
import { skewMs } from './log-limits';
import { setHoldsName } from './names';
import type { ClaimedAccount, OwnNetwork } from './types';

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

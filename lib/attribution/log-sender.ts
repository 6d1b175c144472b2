// Whom a transaction of our mail log names as the sender. Pure.

import type { MailTransaction } from '@/lib/maillog/types';
import { addressAccount, loginAccount, siteAccount } from './logins';
import { setHoldsName } from './names';
import { ipInRanges, isInternalIp } from './ranges';
import type { ClaimedAccount, OwnNetwork } from './types';

export type LogSender =
  | { kind: 'account' | 'site'; account: ClaimedAccount }
  /** `account`: the mailbox that sends on, where the log names it. */
  | { kind: 'forward'; account: ClaimedAccount | null }
  | { kind: 'outside' }
  /** Taken over from another server of ours, whose own log has to say who sent it. */
  | { kind: 'relayed' };

/** Whether two names mean one host: a log often writes the short name. */
export function isSameHost(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const [x, y] = [short.toLowerCase(), long.toLowerCase()];
  return x === y || (!x.includes('.') && y.startsWith(`${x}.`));
}

/** The long name of a log's host: as our Received lines write it, as the network lists it, else as it is. */
export function longHostName(host: string, network: OwnNetwork, named: readonly string[]): string {
  if (host.includes('.')) return host;
  return [...named, ...network.hostNames].find((name) => isSameHost(name, host)) ?? host;
}

/**
 * The mailbox that sends on, from a delivery's `orig_to` (Postfix), the address that Exim writes in brackets, or the
 * recipient that our own Received line names.
 */
function forwardingAccount(
  transaction: MailTransaction,
  network: OwnNetwork,
  forAddress: string | null,
): ClaimedAccount | null {
  const written = transaction.lines.map(
    (line) => /orig_to=<([^>]+)>/.exec(line)?.[1] ?? /(?:=>|->) \S+ <([^>]+)>/.exec(line)?.[1] ?? '',
  );
  for (const address of [...written, forAddress ?? '']) {
    const account = addressAccount(address);
    const domain = account?.domain ?? null;
    if (domain !== null && setHoldsName(network.hostedDomains, domain)) return account;
  }
  return null;
}

function cameFromUs({ clientIp, clientName }: MailTransaction, network: OwnNetwork): boolean {
  if (clientName !== null && setHoldsName(network.hostNames, clientName.toLowerCase())) return true;
  return clientIp !== null && (isInternalIp(clientIp) || ipInRanges(clientIp, network.ranges));
}

/** What our own Received lines of the mail say besides. */
export interface OwnWords {
  /** Names of our servers, so that a site has one name whether the log or the mail names it. */
  hosts: readonly string[];
  /** The recipient for whom we took it over. */
  forAddress: string | null;
}

/** Whom the transaction names. */
export function senderOf(
  transaction: MailTransaction,
  network: OwnNetwork,
  { hosts, forAddress }: OwnWords,
): LogSender {
  const { saslUser, uid, localUser, origin } = transaction;
  const login = saslUser === null ? null : loginAccount(saslUser);
  if (login !== null) return { kind: 'account', account: login };
  const user = uid === null ? localUser : String(uid);
  if (user !== null) {
    const host = longHostName(transaction.originHost ?? transaction.host, network, hosts);
    return { kind: 'site', account: siteAccount(user, host) };
  }
  if (transaction.isForward)
    return { kind: 'forward', account: forwardingAccount(transaction, network, forAddress) };
  const isForeign = origin === 'inbound' && !cameFromUs(transaction, network);
  return { kind: isForeign ? 'outside' : 'relayed' };
}

// From the transactions that a rung of the log found to its finding: one account, several, a forward, or mail from
// outside, with the log lines that carry it. Pure.

import type { MailTransaction } from '@/lib/maillog/types';
import { followTo } from './follow-alias';
import { maxLinesShown, maxTransactionsShown } from './log-limits';
import { senderOf, type LogSender, type OwnWords } from './log-sender';
import { arrivalOf, recipientOf } from './passed-on';
import { evidenceLine, type RungContext, type RungFinding } from './rungs/rung';
import type { ClaimedAccount, EvidenceCode, EvidenceLine, FollowAlias, LogRungName } from './types';

interface Named {
  transaction: MailTransaction;
  /** With the account that authenticates, where the log names an alias of it. */
  sender: LogSender;
  /** What the directory says of the name in the log. */
  alias: EvidenceLine[];
  /** The mail from outside that it only passes on. */
  arrival?: MailTransaction | undefined;
}

const nothing: RungFinding = { account: null, evidence: [] };
const place = ({ host, queueId }: MailTransaction): string => `${host} ${queueId}`;

function accountsOf(named: readonly Named[]): Map<string, ClaimedAccount> {
  const accounts = new Map<string, ClaimedAccount>();
  for (const { sender } of named) {
    if (sender.kind !== 'account' && sender.kind !== 'site') continue;
    accounts.set(`${sender.account.kind} ${sender.account.login}`, sender.account);
  }
  return accounts;
}

const headCodes: Record<LogSender['kind'], EvidenceCode> = {
  account: 'log-authenticated',
  site: 'log-local',
  forward: 'log-forward',
  outside: 'log-from-outside',
  relayed: 'log-relayed',
};

/** Who logged in stays who did; of a mailbox that sends on, an alias with several accounts behind it names none. */
function byDirectory(
  rung: LogRungName,
  sender: LogSender,
  aliases: FollowAlias,
): Pick<Named, 'sender' | 'alias'> {
  if (sender.kind === 'account') {
    const { account, evidence } = followTo(sender.account, 'login', rung, aliases);
    return { sender: { ...sender, account: account ?? sender.account }, alias: evidence };
  }
  if (sender.kind !== 'forward') return { sender, alias: [] };
  const { account, evidence } = followTo(sender.account, 'address', rung, aliases);
  return { sender: { ...sender, account }, alias: evidence };
}

/** Whom the transaction names, and by which mail from outside it is none of theirs. */
function readSender(
  rung: LogRungName,
  transaction: MailTransaction,
  words: OwnWords,
  { network, log, aliases }: RungContext,
): Named {
  const sender = senderOf(transaction, network, words);
  const isOutside = (other: MailTransaction) => senderOf(other, network, words).kind === 'outside';
  const { byMessageId = [], arrivals = [] } = log?.answers ?? {};
  const arrival =
    sender.kind === 'site'
      ? arrivalOf(transaction, [...byMessageId, ...arrivals].filter(isOutside))
      : undefined;
  if (arrival === undefined) return { transaction, ...byDirectory(rung, sender, aliases) };
  const forward: LogSender = { kind: 'forward', account: recipientOf(arrival, network) };
  return { transaction, arrival, ...byDirectory(rung, forward, aliases) };
}

/** What the log says in one line: who, from where. */
function saying({ transaction, sender }: Named): string {
  const { clientIp, clientPort, clientName, cwd } = transaction;
  const port = clientPort === null ? '' : ` port ${clientPort}`;
  const client =
    clientIp === null ? '' : `${clientIp}${port}${clientName === null ? '' : ` (${clientName})`}`;
  const account = 'account' in sender && sender.account !== null ? sender.account.login : '';
  return [account, client, sender.kind === 'site' ? (cwd ?? '') : '']
    .filter((part) => part !== '')
    .join(', ');
}

function evidenceOf(rung: LogRungName, named: readonly Named[], isDecided: boolean): EvidenceLine[] {
  return named.slice(0, maxTransactionsShown).flatMap((one) => {
    const isSender = one.sender.kind === 'account' || one.sender.kind === 'site';
    const code = isSender && !isDecided ? 'log-candidate' : headCodes[one.sender.kind];
    const field = place(one.transaction);
    return [
      evidenceLine(rung, code, field, saying(one), isDecided && isSender),
      ...one.alias,
      ...one.transaction.lines
        .slice(0, maxLinesShown)
        .map((line) => evidenceLine(rung, 'log-line', field, line, isDecided)),
    ];
  });
}

/** Those that name the account, where one is decided for; the others say nothing of it. */
function speakingFor(named: readonly Named[], account: ClaimedAccount | null): readonly Named[] {
  if (account === null) return named;
  return named.filter(
    ({ sender }) =>
      'account' in sender && sender.account?.login === account.login && sender.account.kind === account.kind,
  );
}

/**
 * What these transactions say together. Several accounts are `ambiguous`, never a choice, unless a person named one of
 * them. Transactions that only pass mail on between our servers say nothing alone.
 */
export function decideByLog(
  rung: LogRungName,
  transactions: readonly MailTransaction[],
  context: RungContext,
): RungFinding {
  const { input, ownHops, log, aliases } = context;
  if (transactions.length === 0 || log === null) return nothing;
  const words = {
    hosts: log.clues.hops.map((hop) => hop.host),
    forAddress: ownHops.handover?.forAddress ?? null,
  };
  const named = transactions.map((transaction) => readSender(rung, transaction, words, context));
  const accounts = accountsOf(named);
  const byPerson = followTo(input.namedAccount ?? null, 'login', rung, aliases).account;
  const chosen = byPerson === null ? undefined : accounts.get(`${byPerson.kind} ${byPerson.login}`);
  const account = chosen ?? (accounts.size === 1 ? [...accounts.values()][0] : undefined);
  if (account !== undefined) {
    const speaking = speakingFor(named, account);
    return {
      account,
      evidence: evidenceOf(rung, speaking, true),
      verdict: account.kind === 'site' ? 'sent-by-web-script' : 'sent-by-account',
      transaction: speaking[0]?.transaction,
    };
  }
  if (accounts.size > 1)
    return { account: null, evidence: evidenceOf(rung, named, false), verdict: 'ambiguous' };
  return decideWithoutSender(rung, named);
}

function arrivalAsEvidence({ arrival }: Named): Named[] {
  return arrival === undefined ? [] : [{ transaction: arrival, sender: { kind: 'outside' }, alias: [] }];
}

function decideWithoutSender(rung: LogRungName, named: readonly Named[]): RungFinding {
  const forward = named.find(({ sender }) => sender.kind === 'forward');
  if (forward !== undefined && forward.sender.kind === 'forward') {
    return {
      account: forward.sender.account,
      evidence: evidenceOf(rung, [forward, ...arrivalAsEvidence(forward)], true),
      verdict: 'forwarded',
      isBlameless: true,
      transaction: forward.transaction,
    };
  }
  const outside = named.filter(({ sender }) => sender.kind === 'outside');
  if (outside.length === 0) return { account: null, evidence: evidenceOf(rung, named, false), isKnown: true };
  return {
    account: null,
    evidence: evidenceOf(rung, outside, true),
    verdict: 'not-through-us',
    isBlameless: true,
    transaction: outside[0]?.transaction,
  };
}

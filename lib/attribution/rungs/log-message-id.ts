// Message-ID and a second key: recipient domain, client address, or time. The Message-ID alone is the sender's own word,
// and two accounts can send the same one.

import type { MailTransaction } from '@/lib/maillog/types';
import { decideByLog } from '../log-decision';
import { skewMs } from '../log-limits';
import type { LogClues } from '../log-clues';
import type { EvidenceCode } from '../types';
import { distanceMs } from './log-queue-id';
import { evidenceLine, type Rung, type RungContext, type RungFinding } from './rung';

const name = 'log-message-id';

interface Key {
  code: Extract<EvidenceCode, `log-key-${string}`>;
  value: string;
}

/** Recipient domain or client tell two mails of one Message-ID apart; the time they were sent hardly does. */
function keysOf(transaction: MailTransaction, clues: LogClues): Key[] {
  const keys: Key[] = [];
  const domain = clues.recipientDomains.find((candidate) => (transaction.domains[candidate] ?? 0) > 0);
  if (domain !== undefined) keys.push({ code: 'log-key-recipient', value: domain });
  if (clues.client !== null && transaction.clientIp === clues.client.ip) {
    keys.push({ code: 'log-key-client', value: clues.client.ip });
  }
  if (clues.mailAt !== null && distanceMs(transaction, clues.mailAt) <= skewMs) {
    keys.push({ code: 'log-key-time', value: new Date(transaction.firstAt).toISOString() });
  }
  return keys;
}

const isStrong = ({ code }: Key): boolean => code !== 'log-key-time';

function look(context: RungContext): RungFinding {
  const { log } = context;
  const found = log?.answers.byMessageId ?? [];
  if (log === null || found.length === 0) return { account: null, evidence: [] };
  const keyed = found
    .map((transaction) => ({ transaction, keys: keysOf(transaction, log.clues) }))
    .filter(({ keys }) => keys.length > 0);
  if (keyed.length === 0) {
    const [one] = found as [MailTransaction];
    const field = `${one.host} ${one.queueId}`;
    const evidence = [
      evidenceLine(name, 'log-without-second-key', field, new Date(one.firstAt).toISOString(), false),
    ];
    return { account: null, evidence, isKnown: true };
  }
  const byTransaction = new Map(keyed.map(({ transaction, keys }) => [transaction, keys]));
  const all = decideByLog(name, [...byTransaction.keys()], context);
  const strong = keyed.filter(({ keys }) => keys.some(isStrong)).map(({ transaction }) => transaction);
  const finding =
    all.verdict === 'ambiguous' && strong.length > 0 && strong.length < keyed.length
      ? decideByLog(name, strong, context)
      : all;
  const keys = finding.transaction === undefined ? [] : (byTransaction.get(finding.transaction) ?? []);
  const evidence = keys.map(({ code, value }) => evidenceLine(name, code, '', value, true));
  return { ...finding, evidence: [...finding.evidence, ...evidence] };
}

export const logMessageId: Rung = { name, factor: (policy) => policy.attribution.messageId, look };

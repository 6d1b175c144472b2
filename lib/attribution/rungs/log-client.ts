// Client address, port (RFC 6692), time and recipient domain together: who of ours sent from there just then. Many people
// share an address, so this is no more than a claim; whoever did not log in is no trace here, and a mail whose own queue
// id or Message-ID differs is another mail.

import type { MailTransaction } from '@/lib/maillog/types';
import type { LogClues } from '../log-clues';
import { decideByLog } from '../log-decision';
import { skewMs } from '../log-limits';
import { distanceMs } from './log-queue-id';
import type { Rung, RungContext, RungFinding } from './rung';

const name = 'log-client';

/** Nothing that names one mail says that it is another one. */
function canBeSameMail({ queueId, messageId }: MailTransaction, { hops, messageId: own }: LogClues): boolean {
  const isOtherQueueId = hops.length > 0 && !hops.some((hop) => hop.queueId === queueId);
  return !isOtherQueueId && (own === null || messageId === null || own === messageId);
}

function look(context: RungContext): RungFinding {
  const { log } = context;
  if (log === null) return { account: null, evidence: [] };
  const { client, mailAt, recipientDomains } = log.clues;
  if (client === null || mailAt === null) return { account: null, evidence: [] };
  const sent = log.answers.byClient.filter(
    (transaction) =>
      transaction.saslUser !== null &&
      canBeSameMail(transaction, log.clues) &&
      transaction.clientIp === client.ip &&
      (client.port === null || transaction.clientPort === null || transaction.clientPort === client.port) &&
      distanceMs(transaction, mailAt) <= skewMs &&
      recipientDomains.some((domain) => (transaction.domains[domain] ?? 0) > 0),
  );
  return decideByLog(name, sent, context);
}

export const logClient: Rung = { name, factor: (policy) => policy.attribution.claim, look };

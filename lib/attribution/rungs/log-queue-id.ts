// The strongest rung: a Received line of ours whose queue id, host and time our log confirms. A line copied from another
// mail shows by its Message-ID; it confirms nothing.

import type { MailTransaction } from '@/lib/maillog/types';
import { decideByLog } from '../log-decision';
import { doubleHourMs, skewMs } from '../log-limits';
import type { HopClue, LogClues } from '../log-clues';
import { isSameHost } from '../log-sender';
import type { EvidenceLine } from '../types';
import { evidenceLine, type Rung, type RungContext, type RungFinding } from './rung';

const name = 'log-queue-id';

/** How far outside its life in the queue a transaction is at a moment; 0 within. */
export function distanceMs({ firstAt, lastAt }: MailTransaction, at: number): number {
  return Math.max(0, firstAt - at, at - lastAt);
}

type Difference = 'message-id-differs' | 'host-differs' | 'hour-differs';
type Agreement = 'yes' | Difference | 'no';

function agreement(transaction: MailTransaction, hop: HopClue, { messageId }: LogClues): Agreement {
  const distance = distanceMs(transaction, hop.at);
  const isSameMail = messageId !== null && transaction.messageId === messageId;
  // An hour off is believed of the same mail only: the double hour of a log without zones.
  const isHourOff = Math.abs(distance - doubleHourMs) <= skewMs;
  if (distance > skewMs && !isHourOff) return 'no';
  if (isSameMail) return 'yes';
  const isOurHost = isSameHost(transaction.host, hop.host);
  const canBeSame = messageId === null || transaction.messageId === null;
  if (distance > skewMs) return isOurHost && canBeSame ? 'hour-differs' : 'no';
  if (!isOurHost) return 'host-differs';
  return messageId !== null && transaction.messageId !== null ? 'message-id-differs' : 'yes';
}

function whatDiffers({ host, messageId, firstAt }: MailTransaction, says: Difference): string {
  switch (says) {
    case 'host-differs':
      return host;
    case 'message-id-differs':
      return messageId ?? '';
    case 'hour-differs':
      return new Date(firstAt).toISOString();
  }
}

function look(context: RungContext): RungFinding {
  const { log } = context;
  if (log === null) return { account: null, evidence: [] };
  const { clues, answers } = log;
  const judged = clues.hops.flatMap((hop) =>
    answers.byQueueId
      .filter((transaction) => transaction.queueId === hop.queueId)
      .map((transaction) => ({ hop, transaction, says: agreement(transaction, hop, clues) })),
  );
  const confirmed = new Set(
    judged.filter(({ says }) => says === 'yes').map(({ transaction }) => transaction),
  );
  if (confirmed.size > 0) return decideByLog(name, [...confirmed], context);
  const differing = judged.flatMap(({ transaction, says }) =>
    says === 'yes' || says === 'no' ? [] : [{ transaction, says }],
  );
  const evidence: EvidenceLine[] = differing
    .slice(0, 3)
    .map(({ transaction, says }) =>
      evidenceLine(
        name,
        `log-${says}`,
        `${transaction.host} ${transaction.queueId}`,
        whatDiffers(transaction, says),
        false,
      ),
    );
  // A line that is in the log, in a mail that is not, or at an hour that may be read wrongly: neither confirmed nor unknown.
  const isKnown = differing.some(({ says }) => says !== 'host-differs');
  return { account: null, evidence, ...(isKnown ? { isKnown } : {}) };
}

export const logQueueId: Rung = { name, factor: (policy) => policy.attribution.queueId, look };

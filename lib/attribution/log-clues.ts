// What a reported mail offers to look it up by in our mail log, and the questions that follow. Pure.
// Queue ids are unique only for a time and on one host (postqueue(1)), so each is asked with the time of its line.

import { isMungedMessageId } from '@/lib/formats/munged-address';
import { domainOf } from '@/lib/mime/domain-names';
import type { ClientQuestion, MessageIdQuestion, QueueIdQuestion, Window } from '@/lib/maillog-lookup/types';
import { findOwnHops, type OwnHops } from './own-hops';
import { ipInRanges, isInternalIp } from './ranges';
import {
  doubleHourMs,
  maxHopsAsked,
  maxRecipientDomains,
  messageWindowMs,
  skewMs,
  undatedWindowMs,
} from './log-limits';
import type { AttributionInput, OwnNetwork } from './types';

/** One of our Received lines; times in milliseconds since 1970. */
export interface HopClue {
  host: string;
  queueId: string;
  at: number;
}

export interface LogClues {
  /** Lines of our chain that name queue id and time, the hand-over first. */
  hops: HopClue[];
  /** Without angle brackets. */
  messageId: string | null;
  client: { ip: string; port: number | null } | null;
  /** Lower case; the reporter's own, as far as the report names them. */
  recipientDomains: string[];
  /** When the mail was sent, never after its report; null where no date is readable. */
  mailAt: number | null;
  /** When the report came. */
  receivedAt: number;
}

export interface LogQuestions {
  queueIds: QueueIdQuestion[];
  messageId: MessageIdQuestion | null;
  client: ClientQuestion | null;
}

/** What a report says besides that it can be looked up by. */
export interface ClueSource {
  input: AttributionInput;
  recipients: readonly string[];
  /** When the mail was sent, as the report lets us know; our own hand-over is known better here. */
  mailDate: Date | null;
  receivedAt: Date;
}

/** The clues of one report. */
export function logCluesOf(source: ClueSource, network: OwnNetwork): LogClues {
  const { input, recipients, mailDate, receivedAt } = source;
  const ownHops = findOwnHops(input.reported?.received ?? [], network);
  const received = receivedAt.getTime();
  const handedOverAt = ownHops.handover?.date ?? null;
  const mailAt = handedOverAt === null ? (mailDate?.getTime() ?? null) : Date.parse(handedOverAt);
  return {
    hops: hopClues(ownHops, received),
    messageId: bareMessageId(input.reported?.messageId ?? null),
    client: clientOf(input, ownHops, network),
    recipientDomains: domainsOf([...recipients, ...toAddresses(input)]),
    mailAt: mailAt === null ? null : Math.min(mailAt, received),
    receivedAt: received,
  };
}

function hopClues({ hops, topIndex, handoverIndex }: OwnHops, received: number): HopClue[] {
  if (topIndex < 0) return [];
  const chain = hops.slice(topIndex, handoverIndex + 1).reverse();
  return chain
    .flatMap(({ by, id, date }) =>
      by === null || id === null || date === null
        ? []
        : [{ host: by, queueId: id, at: Math.min(Date.parse(date), received) }],
    )
    .slice(0, maxHopsAsked);
}

/**
 * The id of the reported mail as the log writes it; null where there is none. Reporters that hide addresses often write
 * over it: what has no `@` (RFC 5322 §3.6.4) is no id, and contradicts none.
 */
function bareMessageId(text: string | null): string | null {
  const id = text?.trim().replace(/^<|>$/g, '') ?? '';
  return id.includes('@') && id.length <= 998 && !isMungedMessageId(id) ? id : null;
}

/** Who handed the mail over; an address of ours in the report alone is a server's of ours and leads nowhere. */
function clientOf(input: AttributionInput, { handover }: OwnHops, network: OwnNetwork): LogClues['client'] {
  if (handover !== null) {
    return handover.fromIp === null || isInternalIp(handover.fromIp)
      ? null
      : { ip: handover.fromIp, port: handover.port };
  }
  const { sourceIp, sourcePort } = input;
  if (sourceIp === null || isInternalIp(sourceIp) || ipInRanges(sourceIp, network.ranges)) return null;
  return { ip: sourceIp, port: sourcePort };
}

/** Words of the To field that are addresses; split, not searched, so that a hostile field costs its length. */
function toAddresses({ reported }: AttributionInput): string[] {
  return (reported?.to ?? '').split(/[\s<>,;"]+/, 200).filter((word) => word.includes('@'));
}

function domainsOf(addresses: readonly string[]): string[] {
  const domains = addresses.flatMap((address) => domainOf(address) ?? []);
  return [...new Set(domains)].slice(0, maxRecipientDomains);
}

const around = (at: number, ms: number): Window => ({ from: at - ms, to: at + ms });

/** What to ask the log; nothing where a mail has no key. */
export function logQuestionsOf(clues: LogClues): LogQuestions {
  const { messageId, client, mailAt, receivedAt, recipientDomains } = clues;
  const messageWindow =
    mailAt === null
      ? { from: receivedAt - undatedWindowMs, to: receivedAt + skewMs }
      : around(mailAt, messageWindowMs);
  return {
    // Asked by id alone: a log may write the host's short name, a Received line the long one.
    queueIds: clues.hops.map(({ queueId, at }) => ({
      queueId,
      host: null,
      window: around(at, doubleHourMs + skewMs),
    })),
    messageId: messageId === null ? null : { messageId, window: messageWindow },
    client:
      client === null || mailAt === null || recipientDomains.length === 0
        ? null
        : {
            clientIp: client.ip,
            clientPort: client.port,
            window: around(mailAt, skewMs),
            recipientDomain: recipientDomains[0] ?? null,
          },
  };
}

// Which Received lines are ours. Walked from the topmost (latest) line down: the lines above ours were written by those
// who received the mail from us; ours form one chain; the lowest of the chain is the hand-over, where our servers took the
// mail from a client. What stands below came with the mail: the client can have written it, whatever it names.

import { parseReceived, type ReceivedHop } from '@/lib/mime/received';
import { setHoldsName } from './names';
import { ipInRanges, isInternalIp } from './ranges';
import type { OwnNetwork } from './types';

/** Lines looked at: real mail has fewer than 30; RFC 5321 §6.3 sees a loop from 100 on. */
const maxHops = 100;

export interface OwnHops {
  hops: ReceivedHop[];
  /** Index of our topmost line and of the hand-over; -1 where no line is ours. */
  topIndex: number;
  handoverIndex: number;
  handover: ReceivedHop | null;
  /** Lines below the hand-over that name a host of ours: not ours to trust. */
  belowHandover: number[];
  /** The line above ours names, as the one it received from, an address that is not ours. */
  isHandedOverByOutsider: boolean;
}

function isOurs(hop: ReceivedHop | undefined, network: OwnNetwork): boolean {
  return hop?.by !== null && hop?.by !== undefined && setHoldsName(network.hostNames, hop.by);
}

/**
 * Whether a hop of ours took the mail from another machine of ours. The helo alone proves nothing where an address stands
 * beside it; customers' own servers in our ranges are no machines of ours.
 */
export function cameFromUs(hop: ReceivedHop, network: OwnNetwork): boolean {
  if (hop.authenticatedSender !== null || hop.localUser !== null) return false;
  if (hop.fromIp !== null && isInternalIp(hop.fromIp)) return true;
  if (hop.fromName !== null && setHoldsName(network.hostNames, hop.fromName)) return true;
  const isHeloOurs = hop.helo !== null && setHoldsName(network.hostNames, hop.helo.toLowerCase());
  return isHeloOurs && (hop.fromIp === null || ipInRanges(hop.fromIp, network.ranges));
}

function receivedFromOutsider(hop: ReceivedHop | undefined, network: OwnNetwork): boolean {
  if (hop === undefined || hop.fromIp === null || network.ranges.length === 0) return false;
  if (hop.fromName !== null && setHoldsName(network.hostNames, hop.fromName)) return false;
  return !ipInRanges(hop.fromIp, network.ranges) && !isInternalIp(hop.fromIp);
}

/** Finds our chain in Received values, topmost first. */
export function findOwnHops(received: readonly string[], network: OwnNetwork): OwnHops {
  const hops = received.slice(0, maxHops).map(parseReceived);
  const topIndex = hops.findIndex((hop) => isOurs(hop, network));
  let handoverIndex = topIndex;
  for (
    let hop = hops[handoverIndex];
    hop !== undefined && cameFromUs(hop, network);
    hop = hops[handoverIndex]
  ) {
    if (!isOurs(hops[handoverIndex + 1], network)) break;
    handoverIndex += 1;
  }
  const belowHandover = hops.flatMap((hop, index) =>
    topIndex >= 0 && index > handoverIndex && isOurs(hop, network) ? [index] : [],
  );
  return {
    hops,
    topIndex,
    handoverIndex,
    handover: hops[handoverIndex] ?? null,
    belowHandover,
    isHandedOverByOutsider: topIndex > 0 && receivedFromOutsider(hops[topIndex - 1], network),
  };
}

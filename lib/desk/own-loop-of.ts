// Whether a mail came in for our own feedback loop, and what it hands in. The mailbox says so, not the mail. What is or may
// be about sexual abuse of children goes aside as everywhere. Writes nothing.

import type { OuterMessage } from '@/lib/formats/types';
import { isOwnLoopRole } from '@/lib/own-loop/lmtp-identities';
import { readHandedIn, type HandedIn } from '@/lib/own-loop/read-handed-in';
import type { ClaimedMessage } from '@/lib/reports/types';
import type { DeskContext } from './desk-context';
import type { ReadOutcome } from './judge-mail';
import { restrictedReason } from './judge-restricted';

/** A mail whose signatures have yet to be checked. */
export interface OwnLoopMessage {
  message: ClaimedMessage;
  outer: OuterMessage | null;
  handedIn: HandedIn;
}

/** Null where it came to another mailbox, or has to go aside or to quarantine first. */
export function ownLoopOf(
  message: ClaimedMessage,
  outcome: ReadOutcome,
  raw: Buffer,
  { network }: DeskContext,
): OwnLoopMessage | null {
  const { mailboxRole: role, isByLmtp } = message;
  if (!isOwnLoopRole(role) || outcome.outcome === 'failed' || restrictedReason(outcome) !== null) return null;
  const handedIn = readHandedIn(raw, { role, isByLmtp, network });
  return { message, outer: outcome.outer, handedIn };
}

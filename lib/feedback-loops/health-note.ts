// What one mail says about the health of the feedback loop it comes from, and many of them as a few rows. Pure.

import { isMunged, isMungedMessageId } from '@/lib/formats/munged-address';
import { domainOf } from '@/lib/mime/domain-names';
import type { LoopSighting } from './sighting';

/** `broken`: no report can be read out of it. `unknown`: in no format that we know. */
export type NoteOutcome = 'report' | 'broken' | 'unknown';

export interface LoopNote extends LoopSighting {
  /** `2026-11-22`, UTC. */
  day: string;
  outcome: NoteOutcome;
  /** Whether it is about an address or account of ours; null where it does not say enough. */
  isOurs: boolean | null;
  /** The address that is not ours. */
  foreignIp: string | null;
  hidesRecipient: boolean;
  hidesMessageId: boolean;
  hidesSubject: boolean;
  rawMessageId: number;
}

export interface CountedNote extends LoopNote {
  mails: number;
}

/** What a report shows of the mail that it is about. */
export interface ShownFields {
  complainant: string | null;
  messageId: string | null;
  subject: string | null;
}

/** A local part this long without a separator, with digits, is a token (RFC 6590), not a name. */
const token = /^(?=(?:\D*\d){4})[a-z0-9+/=]{24,}$/i;

/** Which of recipient, Message-ID and subject the reporter took out. */
export function hiddenFields({ complainant, messageId, subject }: ShownFields) {
  const at = complainant?.lastIndexOf('@') ?? -1;
  const local = complainant?.slice(0, Math.max(at, 0)) ?? '';
  return {
    hidesRecipient: domainOf(complainant ?? '') === null || isMunged(complainant ?? '') || token.test(local),
    hidesMessageId: messageId === null || isMungedMessageId(messageId) || isMunged(messageId),
    hidesSubject: subject === null || isMunged(subject),
  };
}

/** Equal notes as one, with the latest of their mails. */
export function addUp(notes: readonly LoopNote[]): CountedNote[] {
  const counted = new Map<string, CountedNote>();
  for (const note of notes) {
    const { rawMessageId, ...same } = note;
    const key = JSON.stringify(same);
    const found = counted.get(key);
    if (found === undefined) counted.set(key, { ...note, mails: 1 });
    else {
      found.mails += 1;
      found.rawMessageId = Math.max(found.rawMessageId, rawMessageId);
    }
  }
  return [...counted.values()];
}

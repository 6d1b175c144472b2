// Mail that an account has handed in and that is still queued: how a connector lists it, and what a person can have done
// with what is held. Promise of the port: whose a mail is comes from the mail server's own record or our mail log, never
// from its sender address; and a mail is only touched while it is the same one that was listed.

/** Where a mail lies in the queue of the mail server. */
export type QueuePlace = 'hold' | 'waiting';

/** What tells one queued mail from another: queue ids are used again, so the id alone does not. */
export interface QueuedMailKey {
  queueId: string;
  /** When the server took it, seconds since 1970. */
  arrivedAt: number;
}

export interface QueuedMail extends QueuedMailKey {
  place: QueuePlace;
  sizeBytes: number;
  /** Of the envelope; '' is the null sender. */
  sender: string;
  /** The first of them; `recipientCount` counts all that are still to be served. */
  recipients: string[];
  recipientCount: number;
  /** It goes back to its sender at the server's next look: nobody holds it again. */
  isReturning: boolean;
}

/** What a person has done with held mail; the first three are carried out by the connector. */
export const queueActions = ['deliver', 'return', 'purge', 'leave'] as const;
export type QueueAction = (typeof queueActions)[number];
export type OutwardQueueAction = Exclude<QueueAction, 'leave'>;

/** What an order came to, mail by mail. */
export interface QueueOutcome {
  /** They are no longer on hold. */
  done: QueuedMailKey[];
  /** Not on hold, or another mail, when the order came: untouched. */
  missing: QueuedMailKey[];
  /** Still on hold, whatever was tried. */
  kept: QueuedMailKey[];
}

/** A connector's way to the queue. Every method may throw `ConnectorFault`; `signal` ends its patience. */
export interface QueueAccess {
  /** All mail of this login that is queued, whatever its sender address says. */
  list(login: string, signal: AbortSignal): Promise<QueuedMail[]>;
  /** Their header sections, as written; a mail that has left meanwhile is not among them. */
  headersOf(
    login: string,
    mails: readonly QueuedMailKey[],
    signal: AbortSignal,
  ): Promise<Map<string, string>>;
  /** Acts on those that are on hold and are still what was listed. */
  act(
    action: OutwardQueueAction,
    login: string,
    mails: readonly QueuedMailKey[],
    signal: AbortSignal,
  ): Promise<QueueOutcome>;
}

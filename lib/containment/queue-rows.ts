// Rows of the mail queue as the desk reads and writes them.

import type { OutwardQueueAction, QueueAction, QueuedMailKey } from './queue-types';

/** What a person reads of a queued mail, from its header section. */
export interface QueuedHeader extends QueuedMailKey {
  subject: string;
  /** What mails of one kind of subject share. */
  cluster: string;
  header: string;
}

/** Whose queue, through which connector. */
export interface QueuePlaceKey {
  connectorId: number;
  accountId: number;
}

export const queueOrderStates = [
  /** A purge that nobody has agreed to. */
  'second-person',
  /** It is carried out after the seconds in which it can be taken back. */
  'due',
  /** Nobody knows what the last attempt did; it is tried again. */
  'unknown',
  'done',
  'refuted',
  'withdrawn',
] as const;
export type QueueOrderState = (typeof queueOrderStates)[number];

export interface NewQueueOrder extends QueuePlaceKey {
  caseId: number;
  action: QueueAction;
  reason: string | null;
  wantedById: number;
  state: QueueOrderState;
  dueAt: Date | null;
}

/** Which held mails: those of these clusters that the person had seen. */
export interface QueueChoice extends QueuePlaceKey {
  /** A cluster, and why others' hands are on it; '' for none. */
  clusters: { cluster: string; handsOff: string }[];
  /** The newest row that the page showed. */
  upTo: number;
}

/** An order that one worker holds; `attempts` is its fencing token. */
export interface ClaimedQueueOrder extends QueuePlaceKey {
  id: number;
  caseId: number;
  login: string;
  action: OutwardQueueAction;
  state: QueueOrderState;
  attempts: number;
  /** Attempts in a row that brought no answer, before this one. */
  failures: number;
}

/** An order as a decision about it finds it, its row locked. */
export interface LockedQueueOrder {
  id: number;
  caseId: number;
  action: QueueAction;
  state: QueueOrderState;
  mails: number;
  wantedById: number;
}

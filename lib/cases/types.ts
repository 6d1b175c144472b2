// The words of a case: its states, how it can end, and every kind of line its history can hold.

import type { OpenReason, ScoreLine, StageCode } from '@/lib/scoring/types';

export type { OpenReason } from '@/lib/scoring/types';

export const caseStates = [
  'new',
  'in_review',
  'contained',
  'waiting_for_customer',
  'answered',
  'released',
  'watching',
  'closed',
  'dismissed',
] as const;
export type CaseState = (typeof caseStates)[number];

/** Open are all states but closed and dismissed; at most one open case per account. */
export function isOpenState(state: CaseState): boolean {
  return state !== 'closed' && state !== 'dismissed';
}

/** Why a case was dismissed: the complaints were no reason to act. */
export const dismissReasons = [
  'no-abuse',
  'forged-complaints',
  'wanted-mail',
  'forwarding',
  'duplicate',
  'other',
] as const;
export type DismissReason = (typeof dismissReasons)[number];

/**
 * How a closed case ended. An incident, which history counts, is a case closed as `confirmed-abuse` and nothing else;
 * `cleaned` is the remedy of something that was no abuse by the account (a forward, a list without sign-off).
 */
export const closeOutcomes = ['confirmed-abuse', 'cleaned', 'no-abuse', 'duplicate', 'other'] as const;
export type CloseOutcome = (typeof closeOutcomes)[number];

/** Whether a case closed so counts in the history of mailbox and customer. */
export function isIncidentOutcome(outcome: CloseOutcome): boolean {
  return outcome === 'confirmed-abuse';
}

/** What happened to a measure, as the history tells it. */
export const measureActions = [
  'wanted',
  'approved',
  'applied',
  'confirmed',
  'refuted',
  'unknown',
  'wanted-again',
  'said-done',
  'lift-wanted',
  'lifted',
  'done',
] as const;
export type MeasureAction = (typeof measureActions)[number];

/** What happened to a notice, as the history tells it. */
export const noticeActions = [
  'written',
  'withdrawn',
  'delayed',
  'accepted',
  'kept',
  'failed',
  'ambiguous',
  'arrived',
  'send-again',
  'bounced',
] as const;
export type NoticeAction = (typeof noticeActions)[number];

/** What happened to a customer's answer, as the history tells it. */
export const replyActions = ['received', 'linked', 'handled'] as const;
export type ReplyAction = (typeof replyActions)[number];

/** What happened to a playbook, as the history tells it. */
export const playbookActions = [
  'started',
  'notice-handed-over',
  'notice-called-off',
  'recheck-due',
  'recheck-called-off',
  'looked-after',
] as const;
export type PlaybookAction = (typeof playbookActions)[number];

/** What the desk did by itself, as the history tells it. */
export const automaticActions = ['acted', 'proposed', 'seen'] as const;
export type AutomaticAction = (typeof automaticActions)[number];

/** What the schedule did about a customer who does not answer, and what people said to that. */
export type FollowUpAction = 'proposed' | 'escalated' | 'stopped' | 'resumed' | 'taken-up' | 'page-revoked';

/** What happened to an order about held mail, as the history tells it. */
export const queueEventActions = [
  'wanted',
  'approved',
  'withdrawn',
  'done',
  'refuted',
  'unknown',
] as const;
export type QueueEventAction = (typeof queueEventActions)[number];

/** One line of a case's history, as kept in `case_event` (kind, detail). */
export type CaseEvent =
  | { kind: 'opened'; detail: { reason: OpenReason; score: number; stage: StageCode; lines: ScoreLine[] } }
  | {
      kind: 'complaints-joined';
      detail: { count: number; traps: number; score: number; reporters: string[] };
    }
  | { kind: 'stage-raised'; detail: { from: StageCode; to: StageCode; score: number; rule: string } }
  | { kind: 'stage-lowered'; detail: { from: StageCode; to: StageCode; score: number; rule: string } }
  | { kind: 'assigned'; detail: { from: number | null; to: number | null } }
  | { kind: 'note'; detail: { text: string } }
  | { kind: 'call'; detail: { text: string } }
  | { kind: 'state-changed'; detail: { from: CaseState; to: CaseState; action: string } }
  | { kind: 'watching'; detail: { from: CaseState; until: string; note: string | null } }
  | {
      kind: 'dismissed';
      detail: { from: CaseState; reason: DismissReason; note: string | null; baseline: number };
    }
  | {
      kind: 'closed';
      detail: { from: CaseState; outcome: CloseOutcome; note: string | null; isIncident: boolean };
    }
  | { kind: 'reopened'; detail: { from: CaseState; note: string | null } }
  | {
      kind: 'measure';
      detail: {
        action: MeasureAction;
        measureId: number;
        measure: string;
        connector: string;
        /** Key of the sentence that says why, where there is one. */
        code: string | null;
        note: string | null;
      };
    }
  | {
      kind: 'notice';
      detail: {
        action: NoticeAction;
        noticeId: number;
        /** Its kind. */
        notice: string;
        code: string | null;
      };
    }
  | {
      kind: 'checklist';
      detail: { action: 'confirmed' | 'unconfirmed' | 'proposed' | 'withdrawn'; item: string };
    }
  | { kind: 'follow-up'; detail: { action: FollowUpAction } }
  | {
      kind: 'release';
      detail: {
        action: 'wanted' | 'done';
        /** Why in spite of what the gate misses. */
        note: string | null;
      };
    }
  | {
      kind: 'playbook';
      detail: {
        action: PlaybookAction;
        runId: number;
        /** Its names. */
        de: string;
        en: string;
        /** Key of the sentence that says why, where there is one. */
        code: string | null;
        note: string | null;
      };
    }
  | {
      kind: 'automatic';
      detail: { action: AutomaticAction; measure: string; code: string | null; note: string | null };
    }
  | {
      kind: 'queue';
      detail: {
        action: QueueEventAction;
        /** `deliver`, `return`, `purge`, `leave`. */
        order: string;
        orderId: number;
        mails: number;
        /** Key of the sentence that says why, where there is one. */
        code: string | null;
        note: string | null;
      };
    }
  | { kind: 'relapsed'; detail: { from: CaseState; score: number } }
  | {
      kind: 'reply';
      detail: {
        action: ReplyAction;
        replyId: number;
        /** Who wrote it; '' where that is not clear. */
        from: string;
        /** The state that the case was in before. */
        state: CaseState;
      };
    }
  | { kind: 'rescored'; detail: { from: number; to: number; policyId: number } };
export type CaseEventKind = CaseEvent['kind'];

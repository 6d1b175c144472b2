// What comes next where a customer does not answer: reminders after the days of the schedule, then a person. Pure: the
// facts of the case, the schedule and the moment come in. Nothing is sent while it is not certain that nobody answered.

import type { CaseState } from '@/lib/cases/types';
import type { StageCode } from '@/lib/scoring/stages';
import type { NoticeState } from './outbox';
import { firstOpen, type QuietTimes } from './quiet-times';

/** Days after the notice. */
export interface StageSchedule {
  /** Ascending; empty for none. */
  reminders: readonly number[];
  /** When a person takes over, after the last reminder; null for never. */
  escalation: number | null;
}

export interface NoticeSchedule {
  /** `send`: the desk reminds by itself; `propose`: a task asks a person to. */
  mode: 'send' | 'propose';
  stages: Readonly<Record<StageCode, StageSchedule>>;
  quiet: QuietTimes;
}

const usual: StageSchedule = { reminders: [3, 7], escalation: 10 };

/** What holds until an administrator says otherwise. */
export const defaultSchedule: NoticeSchedule = {
  mode: 'send',
  stages: { observation: usual, notable: usual, review: usual, urgent: usual, emergency: usual },
  quiet: { opens: 8, closes: 18, weekends: true, holidays: true, days: [] },
};

/** Two reminders are never closer than this, whatever kept the first one back. */
const SHORTEST_GAP_MS = 86_400_000;
const DAY_MS = 86_400_000;

export interface DoneStep {
  step: number;
  kind: 'reminded' | 'proposed' | 'escalated';
  at: Date;
}

export interface FollowUpFacts {
  state: CaseState;
  stage: StageCode;
  /** Somebody stopped the reminders of this case. */
  isStopped: boolean;
  /** Somebody decided to release the account. */
  releaseWanted: boolean;
  /** The newest notice that asks something of the customer, reminders apart; null where there is none. */
  notice: { id: number; writtenAt: Date; arrivedAt: Date | null } | null;
  /** How far the newest of all mails that ask is, reminders included; null where there is none. */
  latestState: NoticeState | null;
  /** A mail of the case may or may not have arrived. */
  hasAmbiguous: boolean;
  /** The customer answered since the notice, or an answer is not dealt with. */
  isAnswered: boolean;
  /** Steps done about this notice; 0 is the person's turn. */
  done: readonly DoneStep[];
  /** Reminders that a person wrote since the notice. */
  byHand: readonly Date[];
}

export type WhyNothing =
  'not-waiting' | 'no-notice' | 'undelivered' | 'answered' | 'release-wanted' | 'escalated' | 'finished';

export type NextStep =
  | { kind: 'reminder'; step: number; at: Date }
  | { kind: 'escalation'; step: 0; at: Date }
  | { kind: 'none'; why: WhyNothing };

/** What is to be done next about the case, and when; due where `at` has passed. */
export function nextFollowUp(
  facts: FollowUpFacts,
  schedule: Pick<NoticeSchedule, 'stages' | 'quiet'>,
  timeZone: string,
  now: Date,
): NextStep {
  const why = whyNothing(facts);
  if (why !== null) return { kind: 'none', why };
  const since = facts.notice?.arrivedAt?.getTime() ?? 0;
  const { reminders, escalation } = schedule.stages[facts.stage];
  const escalatesAt = escalation === null ? null : new Date(since + escalation * DAY_MS);
  const reminder = facts.isStopped
    ? null
    : nextReminder(facts, reminders, since, (due) =>
        firstOpen(due > now ? due : now, schedule.quiet, timeZone),
      );
  const isPersonsTurn =
    escalatesAt !== null && (reminder === null || escalatesAt <= now || escalatesAt <= reminder.at);
  if (isPersonsTurn) return { kind: 'escalation', step: 0, at: escalatesAt };
  return reminder ?? { kind: 'none', why: 'finished' };
}

function whyNothing(facts: FollowUpFacts): WhyNothing | null {
  if (facts.isAnswered) return 'answered';
  if (facts.releaseWanted) return 'release-wanted';
  // A measure that was ordered after the notice changes nothing about the answer that is missing.
  if (facts.state !== 'waiting_for_customer' && facts.state !== 'contained') return 'not-waiting';
  if (facts.notice === null) return 'no-notice';
  const isOut = facts.latestState === 'accepted' || facts.latestState === 'kept';
  if (facts.hasAmbiguous || !isOut || facts.notice.arrivedAt === null) return 'undelivered';
  return facts.done.some(({ step }) => step === 0) ? 'escalated' : null;
}

function nextReminder(
  { done, byHand }: FollowUpFacts,
  reminders: readonly number[],
  since: number,
  openFrom: (due: Date) => Date | null,
): Extract<NextStep, { kind: 'reminder' }> | null {
  // What a person wrote is the one that was proposed, or counts as the next of the schedule.
  const count = (kind: DoneStep['kind']) => done.filter((one) => one.kind === kind).length;
  const days = reminders[count('reminded') + Math.max(count('proposed'), byHand.length)];
  if (days === undefined) return null;
  // A number that was used is not used again.
  const step = Math.max(0, ...done.map((one) => one.step)) + 1;
  const lastAt = Math.max(0, ...done.map(({ at }) => at.getTime()), ...byHand.map((at) => at.getTime()));
  const due = new Date(Math.max(since + days * DAY_MS, lastAt === 0 ? 0 : lastAt + SHORTEST_GAP_MS));
  const at = openFrom(due);
  return at === null ? null : { kind: 'reminder', step, at };
}

/** What the schedule asked of a person and still wants: the call, the reminder that it proposed. */
export function stillWanted(facts: FollowUpFacts): { escalation: boolean; reminder: boolean } {
  const why = whyNothing(facts);
  const proposed = facts.done.filter(({ kind }) => kind === 'proposed').length;
  return {
    escalation: why === 'escalated',
    reminder: (why === null || why === 'escalated') && proposed > facts.byHand.length,
  };
}

// A playbook: what one key sets going on a case, as data that administrators write and nobody edits: a change is the next
// version. Only what can be taken back, one notice and one recheck; a purge and a new password are never part of it.

import { z } from 'zod';
import type { AccountKind } from '@/lib/attribution/types';
import type { NoticeKind } from '@/lib/notices/types';
import { stageCodes, stageRank } from '@/lib/scoring/stages';
import { orderedMeasures, type MeasureKind } from './types';

/** What a playbook may tell the customer; reminders, questions and releases follow from other decisions. */
export const playbookNotices = [
  'mailbox-locked',
  'site-locked',
  'connection-locked',
  'throttled',
  'forwarding',
] as const satisfies readonly NoticeKind[];

export const accountKinds = ['mailbox', 'site', 'connection'] as const satisfies readonly AccountKind[];

/** A recheck later than this is forgotten by everybody it was meant for. */
export const recheckMaxHours = 720;

const measureStep = z
  .object({
    kind: z.literal('measure'),
    measure: z.enum(orderedMeasures),
    /** Of a throttle, and of nothing else. */
    recipientsPerHour: z.number().int().min(0).max(100_000).optional(),
  })
  .refine(
    ({ measure, recipientsPerHour }) => (measure === 'throttle') === (recipientsPerHour !== undefined),
    {
      error: 'a throttle, and nothing else, has a rate',
    },
  );

const stepSchema = z.discriminatedUnion('kind', [
  measureStep,
  z.object({ kind: z.literal('notice'), notice: z.enum(playbookNotices) }),
  z.object({ kind: z.literal('recheck'), hours: z.number().int().min(1).max(recheckMaxHours) }),
]);

export type PlaybookStep = z.infer<typeof stepSchema>;

function isUnique(steps: readonly PlaybookStep[]): boolean {
  const keys = steps.map((step) => (step.kind === 'measure' ? step.measure : step.kind));
  return new Set(keys).size === keys.length;
}

export const playbookSchema = z.object({
  /** Kinds of accounts it is offered for. */
  accounts: z.array(z.enum(accountKinds)).min(1).max(accountKinds.length),
  /** Offered from this stage on; null: from any. */
  fromStage: z.enum(stageCodes).nullable(),
  /** False: kept with its history, and no longer offered on cases. */
  isOffered: z.boolean(),
  /** In their order; each measure once, at most one notice and one recheck. */
  steps: z.array(stepSchema).min(1).max(10).refine(isUnique, { error: 'each step once' }),
});

export type PlaybookBody = z.infer<typeof playbookSchema>;

/** Why it is not offered on a case. */
export type PlaybookMisfit = 'withdrawn' | 'account-kind' | 'stage';

/** Whether it fits an account of this kind at this stage; null: it does. */
export function misfitOf(
  body: Pick<PlaybookBody, 'accounts' | 'fromStage' | 'isOffered'>,
  { kind, stage }: { kind: AccountKind; stage: number },
): PlaybookMisfit | null {
  if (!body.isOffered) return 'withdrawn';
  if (!body.accounts.includes(kind)) return 'account-kind';
  return body.fromStage !== null && stage < stageRank(body.fromStage) ? 'stage' : null;
}

/** So long a notice waits for the measures of its playbook; then a person decides what the customer is told. */
export const noticeWaitMinutes = 15;
/** So long where a second person has to agree first: somebody of the team is there within a day. */
export const secondPersonWaitHours = 24;

/** A measure of a run, as far as its notice is concerned. */
export interface AwaitedMeasure {
  kind: MeasureKind;
  wanted: 'on' | 'off';
  state: string;
  ended: boolean;
  /** A person carries it out and says so. */
  isByHand: boolean;
  waitsForSecond: boolean;
  approvedAt: Date | null;
}

export type NoticeVerdict = 'wait' | 'write' | 'call-off' | 'hand-over';

/**
 * Whether the notice of a run can be written. It is, once every kind of measure is confirmed by at least one connector,
 * or over where it is done once; what people do by hand is not waited for, unless there is nothing else. Called off
 * where everything ordered was lifted again; handed over to a person where that takes too long.
 */
export function noticeVerdict(
  measures: readonly AwaitedMeasure[],
  startedAt: Date,
  now: Date,
): NoticeVerdict {
  if (measures.length === 0) return 'write';
  if (measures.every(({ wanted }) => wanted === 'off')) return 'call-off';
  const standing = measures.filter(({ wanted }) => wanted === 'on');
  const machines = standing.filter(({ isByHand }) => !isByHand);
  const awaited = machines.length > 0 ? machines : standing;
  const isSettled = (kind: MeasureKind) =>
    awaited.some((one) => one.kind === kind && (one.state === 'confirmed' || one.ended));
  const isAnyConfirmed = standing.some(({ state }) => state === 'confirmed');
  if (isAnyConfirmed && awaited.every(({ kind }) => isSettled(kind))) return 'write';
  return now >= waitsUntil(standing, startedAt) ? 'hand-over' : 'wait';
}

/** Until when a notice waits for these measures. */
export function waitsUntil(
  measures: readonly Pick<AwaitedMeasure, 'waitsForSecond' | 'approvedAt'>[],
  startedAt: Date,
): Date {
  if (measures.some(({ waitsForSecond }) => waitsForSecond))
    return new Date(startedAt.getTime() + secondPersonWaitHours * 3_600_000);
  const begun = Math.max(
    startedAt.getTime(),
    ...measures.map(({ approvedAt }) => approvedAt?.getTime() ?? 0),
  );
  return new Date(begun + noticeWaitMinutes * 60_000);
}

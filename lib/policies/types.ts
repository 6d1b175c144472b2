// The words of changing the policy: drafts, replays of them, trials, proposals, declared bulk senders.

import type { Policy } from '@/lib/scoring/policy';
import type { ReplayResult } from '@/lib/scoring/replay/types';

export interface PolicyDraft {
  id: number;
  /** The policy in force when it was begun. */
  baseId: number;
  policy: Policy;
  digest: string;
  note: string;
  version: number;
  updatedAt: Date;
  updatedBy: string | null;
}

export const replayStates = ['uploading', 'waiting', 'running', 'done', 'failed'] as const;
export type ReplayState = (typeof replayStates)[number];
export type ReplaySource = 'kept' | 'mailbox';

export interface PolicyReplay {
  id: number;
  draftId: number;
  baseId: number;
  digest: string;
  source: ReplaySource;
  fileName: string | null;
  state: ReplayState;
  progress: number;
  total: number;
  result: ReplayResult | null;
  failure: string | null;
  requestedAt: Date;
  requestedBy: string | null;
  finishedAt: Date | null;
}

/** How long a replay speaks for its draft: mail that came since may change what it says. */
export const replayHoldsHours = 24;

/** Whether a draft may be put in force after this replay: these very numbers, over kept complaints, not long ago. */
export function replayCovers(
  replay: Pick<PolicyReplay, 'digest' | 'source' | 'state' | 'baseId' | 'finishedAt'>,
  draft: Pick<PolicyDraft, 'digest' | 'baseId'>,
  now: Date,
): boolean {
  if (replay.state !== 'done' || replay.source !== 'kept' || replay.finishedAt === null) return false;
  if (replay.digest !== draft.digest || replay.baseId !== draft.baseId) return false;
  return now.getTime() - replay.finishedAt.getTime() < replayHoldsHours * 3_600_000;
}

/** What the desk would do about a case. */
export const proposedMeasures = ['review', 'throttle', 'send-lock'] as const;
export type ProposedMeasure = (typeof proposedMeasures)[number];

/** Whether a person agreed with a proposal; `undecided` while the case is open, `uncounted` where its end says nothing. */
export type Agreement = 'agreed' | 'disagreed' | 'undecided' | 'uncounted';

export interface ShadowTrial {
  id: number;
  policyId: number;
  days: number;
  startedAt: Date;
  endedAt: Date | null;
  endedBy: string | null;
}

// Two runs of every account side by side: under the policy in force and under a draft. Adds up account by account, so
// that any number of them takes the same room; names the weightiest changes.

import type {
  ReplayAccount,
  ReplayChange,
  ReplayChangeKind,
  ReplayResult,
  ReplayRun,
  ReplaySide,
  ReplayTotals,
} from './types';

/** Changes that are named, of each kind; the rest is counted. A page that lists more is not read. */
export const namedChanges = 200;

const emptyTotals = (): ReplayTotals => ({
  cases: 0,
  byStage: [0, 0, 0, 0, 0],
  accountsByStage: [0, 0, 0, 0, 0],
});

export type Tally = Pick<ReplayResult, 'accounts' | 'complaints' | 'now' | 'draft' | 'counts' | 'changes'>;

export class RunTally {
  private accounts = 0;
  private complaints = 0;
  private readonly now = emptyTotals();
  private readonly draft = emptyTotals();
  private readonly changes: Record<ReplayChangeKind, ReplayChange[]> = {
    appears: [],
    vanishes: [],
    stage: [],
  };
  private readonly counts: Record<ReplayChangeKind, number> = { appears: 0, vanishes: 0, stage: 0 };

  /** `complaints` is how many of the account's lie in the window that is looked at. */
  add(
    account: Pick<ReplayAccount, 'login' | 'kind'> & { accountId: number | null },
    complaints: number,
    now: ReplayRun,
    draft: ReplayRun,
  ): void {
    this.accounts += 1;
    this.complaints += complaints;
    count(this.now, now);
    count(this.draft, draft);
    const [before, after] = [sideOf(now), sideOf(draft)];
    const kind = changeOf(now, draft);
    if (kind === null) return;
    const { accountId, login, kind: accountKind } = account;
    this.counts[kind] += 1;
    const named = this.changes[kind];
    named.push({ kind, accountId, login, accountKind, complaints, now: before, draft: after });
    // Sorted now and then, so that it stays small.
    if (named.length > 2 * namedChanges) this.changes[kind] = weightiest(named);
  }

  result(): Tally {
    const { accounts, complaints, now, draft, counts } = this;
    const changes = (['appears', 'vanishes', 'stage'] as const).flatMap((kind) =>
      weightiest(this.changes[kind]),
    );
    return { accounts, complaints, now, draft, counts, changes };
  }
}

/** The highest stage of a run's cases; null without a case. */
export function peakOf(run: ReplayRun): number | null {
  return run.cases.length === 0 ? null : Math.max(...run.cases.map((one) => one.peakStage));
}

/** What a draft changes about an account's cases: whether it has any, and how high they rise. */
function changeOf(now: ReplayRun, draft: ReplayRun): ReplayChangeKind | null {
  const [before, after] = [peakOf(now), peakOf(draft)];
  if (before === after) return null;
  if (before === null) return 'appears';
  return after === null ? 'vanishes' : 'stage';
}

function sideOf(run: ReplayRun): ReplaySide {
  return {
    stage: peakOf(run),
    openedAt: run.cases[0]?.openedAt.toISOString() ?? null,
    score: run.score,
  };
}

function count(totals: ReplayTotals, run: ReplayRun): void {
  totals.cases += run.cases.length;
  for (const { peakStage } of run.cases) totals.byStage[peakStage] = (totals.byStage[peakStage] ?? 0) + 1;
  totals.accountsByStage[run.stage] = (totals.accountsByStage[run.stage] ?? 0) + 1;
}

function weightiest(changes: ReplayChange[]): ReplayChange[] {
  const stageOf = (change: ReplayChange): number => Math.max(change.now.stage ?? 0, change.draft.stage ?? 0);
  return changes
    .sort((a, b) => stageOf(b) - stageOf(a) || b.complaints - a.complaints || (a.login < b.login ? -1 : 1))
    .slice(0, namedChanges);
}

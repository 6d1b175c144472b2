// Scores a set of accounts and lets their cases follow: opens the case of an account that crossed into "review",
// raises and lowers the stage of open ones, and writes each of it into the case's history.

import type { Tx } from '@/lib/db/sql';
import { changeState } from '@/lib/cases/decide-store';
import {
  adoptComplaints,
  appendCaseEvents,
  followScores,
  insertCases,
  recountCases,
  type CaseOpening,
  type OpenCase,
} from '@/lib/cases/store';
import type { CaseEvent, OpenReason } from '@/lib/cases/types';
import { recordProposals, type StageReached } from '@/lib/policies/trial-store';
import { caseLookBackDays } from '@/lib/reports/limits';
import type { ComplaintTotals } from '@/lib/scoring/complaint-totals';
import { loadAccountStates } from '@/lib/scoring/state-store';
import { opensCase } from '@/lib/scoring/opens-case';
import type { Policy } from '@/lib/scoring/policy';
import type { AccountScore } from '@/lib/scoring/rows';
import { scoreAccount } from '@/lib/scoring/score-account';
import { stageOfRank, stageRank } from '@/lib/scoring/stages';
import { saveScores } from '@/lib/scoring/store';
import { snapshotCustomers } from './snapshot-customers';

export interface ScoringRun {
  accountIds: number[];
  openCases: OpenCase[];
  /** Accounts that a counted trap complaint of this batch hit. */
  trapHits: ReadonlySet<number>;
  /** What the batch's complaints add to the accounts' totals. */
  totals?: ReadonlyMap<number, ComplaintTotals>;
  now: Date;
  policy: Policy;
}

/** Returns the cases that were opened. The caller holds the accounts' row locks and those of their open cases. */
export async function scoreAccounts(tx: Tx, run: ScoringRun): Promise<OpenCase[]> {
  const { accountIds, now, policy } = run;
  if (accountIds.length === 0) return [];
  const states = await loadAccountStates(tx, accountIds, now, policy);
  const scores = states.map((state) => scoreAccount(state, now, policy));
  await saveScores(tx, scores, now, run.totals);
  await dropBaselines(tx, scores);
  const caseOf = new Map(run.openCases.map((row) => [row.accountId, row]));
  await followOpenCases(tx, scores, caseOf);
  const opened = await openCases(
    tx,
    scores.filter((score) => !caseOf.has(score.state.accountId)),
    run,
  );
  await recordProposals(tx, reachedStages(scores, caseOf, opened, policy.automatic), policy, now);
  return opened;
}

/** Cases that were opened, or rose, or that a rule of the policy may propose to act on by now: for the trial. */
function reachedStages(
  scores: AccountScore[],
  before: ReadonlyMap<number, OpenCase>,
  opened: OpenCase[],
  { throttle, sendLock }: Policy['automatic'],
): StageReached[] {
  const fresh = new Map(opened.map((row) => [row.accountId, row]));
  const watchesFrom = throttle.mode !== 'off' || sendLock.mode !== 'off' ? stageRank('urgent') : Infinity;
  return scores.flatMap(({ state: { accountId }, stage, score, logSignals }) => {
    const followed = before.get(accountId);
    const isReached = followed === undefined || stage > followed.stage || stage >= watchesFrom;
    const row = followed ?? fresh.get(accountId);
    if (row === undefined || !isReached) return [];
    return [{ caseId: row.id, accountId, stage, score, logSignals: logSignals ?? 0 }];
  });
}

/** A baseline holds while the account stays at "review" or above; below, what comes next is judged afresh. */
async function dropBaselines(tx: Tx, scores: AccountScore[]): Promise<void> {
  const ids = scores
    .filter((s) => s.state.baseline !== null && s.stage < stageRank('review'))
    .map((s) => s.state.accountId);
  if (ids.length === 0) return;
  await tx`
    UPDATE account SET baseline = NULL, baseline_stage = NULL, baseline_at = NULL WHERE id = ANY(${ids}::int[])`;
}

async function followOpenCases(tx: Tx, scores: AccountScore[], caseOf: Map<number, OpenCase>): Promise<void> {
  const rows: { caseId: number; score: number; stage: number }[] = [];
  const events: { caseId: number; userId: null; event: CaseEvent }[] = [];
  for (const score of scores) {
    const open = caseOf.get(score.state.accountId);
    if (!open) continue;
    rows.push({ caseId: open.id, score: score.score, stage: score.stage });
    if (open.state === 'released' && score.stage > open.stage && score.stage >= stageRank('review')) {
      await changeState(tx, open.id, 'in_review');
      const event = { kind: 'relapsed', detail: { from: open.state, score: score.score } } as const;
      events.push({ caseId: open.id, userId: null, event });
    }
    if (score.stage !== open.stage)
      events.push({ caseId: open.id, userId: null, event: stageEvent(open, score) });
  }
  await followScores(tx, rows);
  await appendCaseEvents(tx, events);
}

function stageEvent(open: OpenCase, score: AccountScore): CaseEvent {
  const detail = {
    from: stageOfRank(open.stage),
    to: stageOfRank(score.stage),
    score: score.score,
    rule: score.rule,
  };
  return { kind: score.stage > open.stage ? 'stage-raised' : 'stage-lowered', detail };
}

async function openCases(tx: Tx, candidates: AccountScore[], run: ScoringRun): Promise<OpenCase[]> {
  const reasons = new Map<number, OpenReason>();
  const openings: CaseOpening[] = [];
  for (const score of candidates) {
    const { accountId, baseline, baselineStage } = score.state;
    const frozen = baseline === null ? null : { score: baseline, stage: stageOfRank(baselineStage ?? 0) };
    const trapHit = run.trapHits.has(accountId);
    const input = {
      stage: stageOfRank(score.stage),
      P: score.stageScore,
      baseline: frozen,
      trapHit,
      probation: score.state.onProbation,
    };
    const { opens, reason } = opensCase(input, run.policy);
    if (!opens) continue;
    reasons.set(accountId, score.isOwnDetection ? 'own-detection' : (reason as OpenReason));
    openings.push({
      accountId,
      score: score.score,
      stage: score.stage,
      lines: score.lines,
      ownDetection: score.isOwnDetection,
      openedAt: run.now,
    });
  }
  const opened = await insertCases(tx, openings);
  if (opened.length === 0) return opened;
  const ids = opened.map((row) => row.id);
  await adoptComplaints(tx, ids, new Date(run.now.getTime() - caseLookBackDays * 86_400_000));
  await recountCases(tx, ids);
  await snapshotCustomers(
    tx,
    opened.map(({ id, accountId }) => ({ caseId: id, accountId })),
    run.now,
  );
  const byAccount = new Map(candidates.map((score) => [score.state.accountId, score]));
  await appendCaseEvents(
    tx,
    opened.map((row) => ({ caseId: row.id, userId: null, event: openedEvent(row, reasons, byAccount) })),
  );
  return opened;
}

function openedEvent(
  row: OpenCase,
  reasons: Map<number, OpenReason>,
  scores: Map<number, AccountScore>,
): CaseEvent {
  return {
    kind: 'opened',
    detail: {
      reason: reasons.get(row.accountId) ?? 'threshold',
      score: row.score,
      stage: stageOfRank(row.stage),
      lines: scores.get(row.accountId)?.lines ?? [],
    },
  };
}

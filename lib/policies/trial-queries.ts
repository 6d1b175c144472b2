// Reads for the screen "Trial": what the desk would have done, and how often people decided so.

import type { CaseState } from '@/lib/cases/types';
import { sql } from '@/lib/db/sql';
import { agreementOf } from './agreement';
import type { Agreement, ProposedMeasure, ShadowTrial } from './types';

/** Disagreements that are listed; the latest. */
const listed = 50;

/** The latest trial, running or ended; null before the first. */
export async function latestTrial(): Promise<ShadowTrial | null> {
  const [row] = await sql()<ShadowTrial[]>`
    SELECT t.id, t.policy_id AS "policyId", t.days, t.started_at AS "startedAt", t.ended_at AS "endedAt", u.name AS "endedBy"
    FROM shadow_trial t LEFT JOIN app_user u ON u.id = t.ended_by_id ORDER BY t.id DESC LIMIT 1`;
  return row ?? null;
}

/** How a measure that follows from a stage fared. */
export interface AgreementFigures {
  measure: ProposedMeasure;
  automatic: boolean;
  /** Rank. */
  stage: number;
  counts: Record<Agreement, number>;
}

interface CountRow {
  measure: ProposedMeasure;
  automatic: boolean;
  stage: number;
  state: CaseState;
  outcome: string | null;
  n: number;
}

/** Figures by measure and stage, in the order of severity. */
export async function trialFigures(trialId: number): Promise<AgreementFigures[]> {
  const rows = await sql()<CountRow[]>`
    SELECT p.measure, p.automatic, p.stage, c.state, c.outcome, count(*)::int AS n
    FROM proposal p JOIN "case" c ON c.id = p.case_id WHERE p.trial_id = ${trialId}
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY array_position(ARRAY['review', 'throttle', 'send-lock'], p.measure), p.automatic, p.stage`;
  const figures = new Map<string, AgreementFigures>();
  for (const { measure, automatic, stage, state, outcome, n } of rows) {
    const key = `${measure} ${automatic} ${stage}`;
    const counts = { agreed: 0, disagreed: 0, undecided: 0, uncounted: 0 };
    const figure = figures.get(key) ?? { measure, automatic, stage, counts };
    figures.set(key, figure);
    figure.counts[agreementOf(measure, state, outcome)] += n;
  }
  return [...figures.values()];
}

export interface Disagreement {
  caseNumber: string;
  login: string;
  measure: ProposedMeasure;
  automatic: boolean;
  stage: number;
  score: number;
  state: CaseState;
  outcome: string | null;
  at: Date;
}

/** The latest proposals that a person decided against. */
export async function trialDisagreements(trialId: number): Promise<Disagreement[]> {
  const rows = await sql()<Disagreement[]>`
    SELECT c.number AS "caseNumber", a.login, p.measure, p.automatic, p.stage, p.score, c.state, c.outcome, p.at
    FROM proposal p JOIN "case" c ON c.id = p.case_id JOIN account a ON a.id = p.account_id
    WHERE p.trial_id = ${trialId} AND NOT c.is_open
      AND c.outcome IN ('cleaned', 'no-abuse', 'forged-complaints', 'wanted-mail', 'forwarding')
    ORDER BY c.closed_at DESC, p.id DESC LIMIT ${3 * listed}`;
  return rows
    .filter((row) => agreementOf(row.measure, row.state, row.outcome) === 'disagreed')
    .slice(0, listed);
}

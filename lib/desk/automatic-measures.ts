// The worker's use case: what the policy lets the desk do by itself (invariant 8). Only the graded measures, only where an
// administrator switched them on and no trial runs, only on evidence of our own log, through the same order as a person's,
// never against a protected login, never without the customer's terms, never twice. Whatever it does or may not do is
// announced and waits for a person to look at it.

import { changeAttention, lockCase, record, type LockedCase } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import {
  insertAutomatic,
  listCandidates,
  newestPolicyId,
  settledBy,
} from '@/lib/containment/automatic-store';
import { loadOrderFacts, type OrderFacts } from '@/lib/containment/order-store';
import { sql, type Tx } from '@/lib/db/sql';
import { countComplaints, isTrialRunning, noComplaints } from '@/lib/policies/trial-store';
import { rulesThatHold, type AutomaticFacts, type AutomaticKind } from '@/lib/scoring/automatic';
import type { Policy } from '@/lib/scoring/policy';
import { scoreAccount } from '@/lib/scoring/score-account';
import { stageRank } from '@/lib/scoring/stages';
import { loadAccountStates } from '@/lib/scoring/state-store';
import { raiseTasks } from '@/lib/tasks/store';
import { currentPolicy } from './desk-context';
import { secondReasonsOf, termsOf } from './ground-of';
import { takeMeasures } from './take-measures';

export interface AutomaticRun {
  acted: number;
  proposed: number;
}

/** Why the desk may not act where the rule holds: a person decides. */
export type ProposalCode = 'protected' | 'terms' | 'no-connector' | 'connector-stopped' | 'watching';

interface Rules {
  policy: Policy;
  policyId: number;
}

/** Looks at every open case that a rule might hold for, each in a transaction of its own. */
export async function actAutomatically(now: () => Date = () => new Date()): Promise<AutomaticRun> {
  const run: AutomaticRun = { acted: 0, proposed: 0 };
  const rules = await currentPolicy(sql());
  const { throttle, sendLock } = rules.policy.automatic;
  if (throttle.mode !== 'act' && sendLock.mode !== 'act') return run;
  for (const caseId of await listCandidates(sql(), stageRank('urgent'))) {
    const outcome = await (sql().begin((tx) => lookAt(tx, caseId, rules, now())) as Promise<
      'acted' | 'proposed' | null
    >);
    if (outcome !== null) run[outcome] += 1;
  }
  return run;
}

async function lookAt(
  tx: Tx,
  caseId: number,
  { policy, policyId }: Rules,
  now: Date,
): Promise<'acted' | 'proposed' | null> {
  const held = await lockCase(tx, caseId);
  if (held === null || !mayContain(held)) return null;
  // Whoever changed the policy or began a trial meanwhile is obeyed.
  if ((await newestPolicyId(tx)) !== policyId || (await isTrialRunning(tx))) return null;
  const facts = await factsOf(tx, held, policy, now);
  if (facts === null) return null;
  const kinds = rulesThatHold(facts, policy.automatic).flatMap(({ kind, mode }) =>
    mode === 'act' ? [kind] : [],
  );
  // The stricter one first; a milder one only where that could but be proposed.
  for (const kind of kinds.reverse()) {
    const settled = await settledBy(tx, held, kind);
    if (settled === 'standing' || settled === 'person') return null;
    if (settled === null) return actOn(tx, held, { kind, facts, policy, policyId }, now);
  }
  return null;
}

async function actOn(
  tx: Tx,
  held: LockedCase,
  { kind, facts, policy, policyId }: Rules & { kind: AutomaticKind; facts: AutomaticFacts },
  now: Date,
): Promise<'acted' | 'proposed' | null> {
  const order = await loadOrderFacts(tx, held.accountId);
  const code = obstacleOf(held, order, kind, now);
  const measureIds = code === null ? await act(tx, held, order, kind, policy, now) : [];
  if (measureIds === null) return null;
  const outcome = code === null ? 'acted' : 'proposed';
  const { id: caseId, accountId } = held;
  await insertAutomatic(tx, { caseId, accountId, policyId, kind, outcome, code, measureIds, facts }, now);
  await announce(tx, held, { kind, outcome, code, login: order.account.login }, now);
  return outcome;
}

function mayContain({ state }: LockedCase): boolean {
  return state === 'contained' || transition(state, 'contain').ok;
}

/** As scoring sees the account now; null where it is gone. */
async function factsOf(tx: Tx, held: LockedCase, policy: Policy, now: Date): Promise<AutomaticFacts | null> {
  const [state] = await loadAccountStates(tx, [held.accountId], now, policy);
  if (state === undefined) return null;
  const { stage, logSignals } = scoreAccount(state, now, policy);
  const { complainants, reporters, trap } =
    (await countComplaints(tx, [held.id])).get(held.id) ?? noComplaints;
  return { stage, logSignals: logSignals ?? 0, complainants, reporters, trap };
}

/** Machines that may act now; by hand is no way for the desk itself. */
function connectorsFor({ connectors }: OrderFacts, kind: AutomaticKind) {
  return connectors.filter((one) => one.active && one.kind !== 'manual' && one.measures.includes(kind));
}

function obstacleOf(
  held: LockedCase,
  order: OrderFacts,
  kind: AutomaticKind,
  now: Date,
): ProposalCode | null {
  const connectors = connectorsFor(order, kind);
  if (held.state === 'watching') return 'watching';
  if (secondReasonsOf(order).length > 0) return 'protected';
  if (termsOf(kind, order, now) === null) return 'terms';
  if (connectors.length === 0) return 'no-connector';
  return connectors.every(({ stopped }) => stopped) ? 'connector-stopped' : null;
}

/** The measures ordered; null where somebody was faster. */
async function act(
  tx: Tx,
  held: LockedCase,
  order: OrderFacts,
  kind: AutomaticKind,
  { automatic }: Policy,
  now: Date,
): Promise<number[] | null> {
  const parameters = kind === 'throttle' ? { recipientsPerHour: automatic.throttle.recipientsPerHour } : {};
  const measures = connectorsFor(order, kind)
    .filter(({ stopped }) => !stopped)
    .map(({ id: connectorId }) => ({ kind, connectorId, parameters }));
  const outcome = await takeMeasures(tx, held, order, { measures, overrideReason: null, userId: null }, now);
  return outcome.ok ? outcome.data.taken.map(({ id }) => id) : null;
}

/** The team's task until somebody looked, one per case. */
export function automaticTaskKey(caseId: number): string {
  return `automatic-measure:${caseId}`;
}

interface Announced {
  kind: AutomaticKind;
  outcome: 'acted' | 'proposed';
  code: ProposalCode | null;
  login: string;
}

async function announce(
  tx: Tx,
  held: LockedCase,
  { kind, outcome, code, login }: Announced,
  now: Date,
): Promise<void> {
  await raiseTasks(tx, [
    {
      kind: outcome === 'acted' ? 'automatic-measure' : 'automatic-proposal',
      key: automaticTaskKey(held.id),
      audience: 'all',
      detail: { case: held.number, accounts: [login] },
      feedbackLoopId: null,
      rawMessageId: null,
    },
  ]);
  await changeAttention(tx, held.id);
  const detail = { action: outcome, measure: kind, code, note: null } as const;
  await record(tx, held, null, { kind: 'automatic', detail }, now);
}

// A person sets a playbook going. Its reversible measures, the run with its steps, the waiting notice and the recheck are
// committed together, or nothing is; a second click, or a second agent, finds the case changed and does nothing. The
// notice is not written here: it tells only what is confirmed, and nothing is yet.

import { raiseVersion, record, type LockedCase } from '@/lib/cases/decide-store';
import { transition } from '@/lib/cases/transitions';
import { loadOrderFacts } from '@/lib/containment/order-store';
import { misfitOf, noticeWaitMinutes, secondPersonWaitHours } from '@/lib/containment/playbook';
import { listPlaybooks } from '@/lib/containment/playbook-queries';
import type { ChosenNotice, NewStep } from '@/lib/containment/playbook-rows';
import { hasWaitingNotice, insertRun } from '@/lib/containment/playbook-store';
import { sql, type Tx } from '@/lib/db/sql';
import { asksCustomer } from '@/lib/notices/types';
import { lockForDecision, type DecisionCode, type DecisionInput } from './decide-case';
import { done, refused, type Outcome, type Refusal } from './outcome';
import { planIn, type PlannedStep, type PlaybookPlan } from './plan-playbook';
import { takeMeasures, type TakeMeasuresCode, type TakenMeasures, type WantedMeasure } from './take-measures';

export interface RunPlaybookInput extends DecisionInput {
  playbookId: number;
  /** Of the plan that the person saw. */
  digest: string;
  overrideReason: string | null;
  /** How the notice is to speak and to whom; without meaning where the playbook has none. */
  chosen: ChosenNotice;
}

export type RunPlaybookCode =
  | DecisionCode
  | TakeMeasuresCode
  | 'plan-stale'
  | 'not-fitting'
  | 'being-lifted'
  | 'nothing-offered'
  | 'notice-waits';

export interface StartedRun {
  runId: number;
  version: number;
  needsSecond: boolean;
}

/** Expected errors come back as values and change nothing. */
export function runPlaybook(
  input: RunPlaybookInput,
  now = new Date(),
): Promise<Outcome<StartedRun, RunPlaybookCode>> {
  return sql().begin((tx) => run(tx, input, now)) as Promise<Outcome<StartedRun, RunPlaybookCode>>;
}

async function run(
  tx: Tx,
  input: RunPlaybookInput,
  now: Date,
): Promise<Outcome<StartedRun, RunPlaybookCode>> {
  const locked = await lockForDecision(tx, input);
  if (!locked.ok) return locked;
  const held = locked.data;
  const facts = await loadOrderFacts(tx, held.accountId);
  const playbook = (await listPlaybooks(tx)).find(({ id }) => id === input.playbookId);
  if (playbook === undefined) return refused('plan-stale');
  if (misfitOf(playbook.body, { kind: facts.account.kind, stage: held.stage }) !== null)
    return refused('not-fitting');
  const plan = await planIn(tx, held.accountId, playbook, now);
  const obstacle = await obstacleOf(tx, held, plan, input);
  if (obstacle !== null) return obstacle;
  const measures = wantedOf(plan);
  let version: number;
  let taken: TakenMeasures['taken'] = [];
  if (measures.length > 0) {
    const { overrideReason, userId } = input;
    const outcome = await takeMeasures(tx, held, facts, { measures, overrideReason, userId }, now);
    if (!outcome.ok) return outcome;
    ({ version, taken } = outcome.data);
  } else version = await raiseVersion(tx, held.id);
  const needsSecond = taken.some(({ secondReasons }) => secondReasons.length > 0);
  const steps = plan.steps.map((step) => stepOf(step, { taken, chosen: input.chosen, needsSecond }, now));
  const { id: caseId } = held;
  const runId = await insertRun(tx, { caseId, playbookId: playbook.id, userId: input.userId, steps }, now);
  const { nameDe: de, nameEn: en } = playbook;
  const note = plan.needOverride.length > 0 ? input.overrideReason : null;
  const detail = { action: 'started', runId, de, en, code: null, note } as const;
  await record(tx, held, input.userId, { kind: 'playbook', detail }, now);
  return done({ runId, version, needsSecond });
}

async function obstacleOf(
  tx: Tx,
  held: LockedCase,
  plan: PlaybookPlan,
  { digest }: RunPlaybookInput,
): Promise<Refusal<RunPlaybookCode> | null> {
  if (plan.digest !== digest) return refused('plan-stale');
  if (plan.isLifting) return refused('being-lifted');
  if (plan.isIdle) return refused('nothing-offered');
  const notice = plan.steps.find((step) => step.kind === 'notice');
  if (notice === undefined) return null;
  if (await hasWaitingNotice(tx, held.id)) return refused('notice-waits');
  // Where measures are ordered, they decide what state the case is in by the time of the notice.
  const isAlone = wantedOf(plan).length === 0;
  if (isAlone && asksCustomer(notice.notice) && !transition(held.state, 'notify').ok)
    return refused('case-not-allowed', { values: { state: held.state } });
  return null;
}

function wantedOf(plan: PlaybookPlan): WantedMeasure[] {
  return plan.steps.flatMap((step) => {
    if (step.kind !== 'measure') return [];
    const parameters = step.recipientsPerHour === null ? {} : { recipientsPerHour: step.recipientsPerHour };
    return step.connectors
      .filter(({ standing }) => standing === null)
      .map(({ id }) => ({ kind: step.measure, connectorId: id, parameters }));
  });
}

interface Started {
  taken: TakenMeasures['taken'];
  chosen: ChosenNotice;
  needsSecond: boolean;
}

function stepOf(step: PlannedStep, { taken, chosen, needsSecond }: Started, now: Date): NewStep {
  const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  switch (step.kind) {
    case 'measure': {
      const { kind, measure, recipientsPerHour, connectors, outlook } = step;
      const ordered = taken.filter((one) => one.kind === measure).map(({ id }) => id);
      const standing = connectors.flatMap((one) => one.standing ?? []);
      const rate = recipientsPerHour === null ? {} : { recipientsPerHour };
      const detail = { kind, measure, ...rate };
      return { detail, state: outlook, dueAt: null, measureIds: [...ordered, ...standing] };
    }
    case 'notice': {
      const dueAt = after(needsSecond ? secondPersonWaitHours * 60 : noticeWaitMinutes);
      return { detail: { ...step, chosen }, state: 'waiting', dueAt, measureIds: [] };
    }
    case 'recheck':
      return { detail: step, state: 'waiting', dueAt: after(step.hours * 60), measureIds: [] };
  }
}

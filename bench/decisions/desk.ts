// The desk in simulated time: the product's own rules decide what each complaint weighs, the stage that follows, whether
// a case opens, and what a decision leads to. A person looks at each case an hour after it opened and decides rightly.

import { transition } from '@/lib/cases/transitions';
import type { CaseState } from '@/lib/cases/types';
import type { MeasuredRate } from '@/lib/scoring/complaint-rate';
import { complaintValue } from '@/lib/scoring/complaint-value';
import { opensCase } from '@/lib/scoring/opens-case';
import { defaultPolicy } from '@/lib/scoring/policy';
import { recomputeFromRows } from '@/lib/scoring/recompute';
import type { AccountScore, AccountState } from '@/lib/scoring/rows';
import { scoreAccount } from '@/lib/scoring/score-account';
import { isTrapHit, qualifiesForMinimum } from '@/lib/scoring/stage-for';
import { stageOfRank, stageRank } from '@/lib/scoring/stages';
import { standingKey } from '@/lib/scoring/standing';
import type { WeightedComplaint } from '@/lib/scoring/types';
import { factsAt, looks, rateAt, type Traffic } from './own-log';
import { DAY, HOUR, MINUTE, type Complaint, type Log } from './world';

const policy = defaultPolicy;
/** From the case to the decision. */
const DECIDES_AFTER = HOUR;
/** How long a complaint waits for a log that is behind (LOG_WAIT_MINUTES). */
const WAIT = 15 * MINUTE;
/** Scores are looked at again where no complaint comes: stages fall by themselves. */
const REFRESH = 6 * HOUR;
/** Older complaints weigh less than a thousandth of what they did. */
const REMEMBERED = 30 * DAY;

export interface Surroundings {
  isAbuse: boolean;
  log: Log;
  declaredBulk: boolean;
  /** When incidents of the customer's other accounts were confirmed. */
  otherIncidents: readonly number[];
}

/** What is complained about, and what our own log says of the account; null where it does nothing worth a look. */
export interface Played {
  complaints: readonly Complaint[];
  traffic: Traffic | null;
}

/** A moment at which a person was asked to look, and how many complaints had come until then. */
export interface Call {
  at: number;
  complaints: number;
}

/** How surely the account is known at a moment: the ladder's factor, by what the log says so far. */
export function attributionAt({ at, sentAt, truth }: Complaint, log: Log, now: number): number {
  // That a mail was only forwarded stands in its header too.
  if (truth === 'forwarded') return 0;
  const { queueId, claim, none } = policy.attribution;
  const known = truth === 'sent' ? queueId : none;
  if (log.state === 'there') return known;
  if (log.state === 'missing') return claim;
  if (now >= sentAt + log.byMs) return known;
  return now >= at + WAIT ? claim : none;
}

/** All cases of one account, in their order. Abuse ends with the first decision; an innocent account goes on. */
export function runDesk({ complaints, traffic }: Played, around: Surroundings): Call[] {
  const account = new Account(around, traffic);
  const calls: Call[] = [];
  for (const [now, isEvent] of moments(complaints, around.log, traffic)) {
    if (account.isOver) break;
    // A score that nothing is added to only falls.
    if (!isEvent && account.isQuiet) continue;
    const received = complaints.filter(({ at }) => at <= now && at > now - REMEMBERED);
    if (account.look(received, now)) calls.push({ at: now, complaints: countUntil(complaints, now) });
  }
  return calls;
}

export function countUntil(complaints: readonly Complaint[], now: number): number {
  return complaints.filter(({ at }) => at <= now).length;
}

/** When something may have changed: complaints and what the log says of them (true), regular looks in between (false). */
function moments(complaints: readonly Complaint[], log: Log, traffic: Traffic | null): [number, boolean][] {
  const all = new Map<number, boolean>();
  if (traffic !== null && log.state !== 'missing') {
    const behind = log.state === 'late' ? log.byMs : 0;
    for (const look of looks(traffic)) all.set(look + behind, true);
  }
  for (const { at } of complaints) {
    const first = Math.ceil(at / REFRESH) * REFRESH;
    for (let later = first; later < at + 8 * DAY; later += REFRESH) all.set(later, false);
  }
  for (const { at, sentAt } of complaints) {
    all.set(at, true);
    if (log.state === 'late') all.set(at + WAIT, true).set(Math.max(at, sentAt + log.byMs), true);
  }
  return [...all].sort(([one], [other]) => one - other);
}

class Account {
  isOver = false;
  readonly #around: Surroundings;
  readonly #traffic: Traffic | null;
  #state: Pick<AccountState, 'stage' | 'stageSince' | 'belowSince' | 'score' | 'baseline' | 'baselineStage'> =
    {
      stage: 0,
      stageSince: new Date(0),
      belowSince: null,
      score: 0,
      baseline: null,
      baselineStage: null,
    };
  #case: { state: CaseState; openedAt: number } | null = null;
  /** When they came. */
  #rate: MeasuredRate | null = null;
  readonly #trapsSeen = new Set<number>();

  constructor(around: Surroundings, traffic: Traffic | null) {
    this.#around = around;
    this.#traffic = traffic;
  }

  /** Nothing hangs on time: no stage that may fall, no case that waits for its decision. */
  get isQuiet(): boolean {
    return this.#state.stage === 0 && this.#case === null;
  }

  /** Scores the account at a moment; true where a case opens. */
  look(received: readonly Complaint[], now: number): boolean {
    if (this.#case !== null && now >= this.#case.openedAt + DECIDES_AFTER) this.#decide(this.#case.state);
    if (this.isOver) return false;
    const { score, traps } = this.#score(received, now);
    const trapHit = traps.some((at) => !this.#trapsSeen.has(at));
    for (const at of traps) this.#trapsSeen.add(at);
    const { stage, stageSince, belowSince } = score;
    this.#state = { ...this.#state, stage, stageSince, belowSince, score: score.score };
    if (stage < stageRank('review')) this.#state = { ...this.#state, baseline: null, baselineStage: null };
    if (this.#case !== null || !this.#opens(score, trapHit)) return false;
    this.#case = { state: 'new', openedAt: now };
    return true;
  }

  #opens(score: AccountScore, trapHit: boolean): boolean {
    const { baseline, baselineStage } = this.#state;
    const frozen = baseline === null ? null : { score: baseline, stage: stageOfRank(baselineStage ?? 0) };
    const stage = stageOfRank(score.stage);
    return opensCase({ stage, P: score.stageScore, baseline: frozen, trapHit, probation: false }, policy)
      .opens;
  }

  /** The person decides rightly: abuse is ended, an innocent account's case is dismissed and its score frozen. */
  #decide(state: CaseState): void {
    const step = transition(state, this.#around.isAbuse ? 'close' : 'dismiss');
    if (!step.ok) throw new Error(`a case that is ${state} cannot be decided: ${step.code}`);
    this.isOver = this.#around.isAbuse;
    this.#case = null;
    this.#state = { ...this.#state, baseline: this.#state.score, baselineStage: this.#state.stage };
  }

  /** The score, and when its surely reported traps came. */
  #score(received: readonly Complaint[], at: number): { score: AccountScore; traps: number[] } {
    const now = new Date(at);
    const rows = received.map((each, reportId) => weighed(each, reportId, this.#around.log, at));
    const { reporters, standings } = recomputeFromRows(rows, now, policy);
    const since = at - policy.minimumRules.complainantDays * DAY;
    const qualified = rows.filter(
      (row) =>
        row.receivedAt.getTime() > since &&
        standings.get(row.reportId) === 'counted' &&
        qualifiesForMinimum(row, policy),
    );
    const state: AccountState = {
      ...this.#state,
      accountId: 1,
      login: '',
      customerId: null,
      onProbation: false,
      declaredBulk: this.#around.declaredBulk,
      ownIncidents: 0,
      otherCustomerIncidents: this.#around.otherIncidents.filter((moment) => moment <= at).length,
      fraudQualified: qualified.some(({ kind }) => kind === 'fraud'),
      distinctComplainants: new Set(qualified.map(standingKey)).size,
      ...this.#ownLog(
        rows.filter((row) => standings.get(row.reportId) === 'counted' && qualifiesForMinimum(row, policy)),
        received,
        at,
      ),
      since: null,
      sums: reporters.map(({ reporterKey, unauthenticated, valueNow }) => ({
        reporterKey,
        unauthenticated,
        epoch: now,
        sum: valueNow,
      })),
    };
    const traps = rows
      .filter((row) => standings.get(row.reportId) === 'counted' && isTrapHit(row, policy))
      .map(({ receivedAt }) => receivedAt.getTime());
    return { score: scoreAccount(state, now, policy), traps };
  }

  /** Facts and rate as far as the log goes; both unknown without it. */
  #ownLog(
    counted: readonly WeightedComplaint[],
    received: readonly Complaint[],
    at: number,
  ): Pick<AccountState, 'log' | 'rate'> {
    const { log } = this.#around;
    if (log.state === 'missing') return { log: null, rate: null };
    const end = log.state === 'late' ? at - log.byMs : at;
    const to = new Date(end).toISOString();
    const traffic = this.#traffic;
    if (traffic === null) return { log: { to, facts: null }, rate: null };
    const about = counted.flatMap(({ reportId }) => received[reportId] ?? []);
    // An account without complaints in the window is not measured anew; it keeps what was measured last.
    this.#rate = rateAt(traffic, about, end) ?? this.#rate;
    return { log: { to, facts: factsAt(traffic, end) }, rate: this.#rate };
  }
}

function weighed(each: Complaint, reportId: number, log: Log, now: number): WeightedComplaint {
  const attributionFactor = attributionAt(each, log, now);
  const { kind, trustFactor, reporterKey, unauthenticated, complainant } = each;
  const receivedAt = new Date(each.at);
  const facts = {
    kind,
    trustFactor,
    attributionFactor,
    mailDate: new Date(each.sentAt),
    receivedAt,
    incidents: 1,
  };
  const weight = complaintValue(facts, policy).value;
  return {
    ...{ reportId, reporterKey, unauthenticated, complainant, receivedAt, kind },
    ...{ trustFactor, attributionFactor, weight, straggler: false },
  };
}

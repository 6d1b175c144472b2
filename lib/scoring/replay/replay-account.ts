// Runs an account's past again under a policy: complaints in the order of their receipt, looks every few minutes, people's
// decisions when they were made. Promises what filing and refreshing keep (a test holds it against them), without looking
// at every tick: between two events scores only fall, so that the tick at which a stage begins to fall is found by halving.

import type { Policy } from '../policy';
import { opensCase } from '../opens-case';
import type { AccountScore, AccountState } from '../rows';
import { minimumCanRaise, scoreAccount } from '../score-account';
import { stageOfRank, stageRank } from '../stages';
import { StandingBook } from './standing-book';
import type { ReplayAccount, ReplayCase, ReplayRun, ReplayWindow } from './types';

const hourMs = 3_600_000;
/** From so many complainants on it is asked first whether the minimum rules can change anything. */
const manyComplainants = 32;
const noMinimum = { fraudQualified: false, distinctComplainants: 0 };

/** The account's cases and its score at the window's end, had `policy` been in force all the time. */
export function replayAccount(account: ReplayAccount, policy: Policy, window: ReplayWindow): ReplayRun {
  return new AccountRun(account, policy, window).run();
}

type Event =
  | { at: number; kind: 'complaints'; from: number; to: number }
  | { at: number; kind: 'ended' | 'reopened' | 'incident' | 'measured' };

class AccountRun {
  private readonly book: StandingBook;
  private stage = 0;
  private stageSince = new Date(0);
  private belowSince: Date | null = null;
  private baseline: { score: number; stage: number; at: number } | null = null;
  private open: ReplayCase | null = null;
  private readonly cases: ReplayCase[] = [];

  constructor(
    private readonly account: ReplayAccount,
    private readonly policy: Policy,
    private readonly window: ReplayWindow,
  ) {
    this.book = new StandingBook(policy);
  }

  run(): ReplayRun {
    const { from, to } = this.window;
    const end = to.getTime();
    const events = eventsOf(this.account).filter(({ at }) => at <= end);
    events.forEach((event, i) => {
      this.happen(event);
      this.pass(event, events[i + 1]?.at ?? end + 1);
    });
    const { score, stageScore } = this.look(end);
    const cases = this.cases.filter(({ endedAt }) => endedAt === null || endedAt >= from);
    return { cases, stage: this.stage, score, stageScore };
  }

  private happen(event: Event): void {
    if (event.kind === 'complaints') {
      let trapHit = false;
      for (const complaint of this.account.complaints.slice(event.from, event.to))
        trapHit = this.book.add(complaint) || trapHit;
      this.settle(event.at, trapHit);
    } else if (event.kind === 'ended') this.endCase(event.at);
    else if (event.kind === 'reopened') this.reopenCase();
  }

  /** A decision ends the case that is open at that time; as the product does, the score is frozen as its baseline. */
  private endCase(at: number): void {
    if (this.open === null) return;
    this.open.endedAt = new Date(at);
    this.open = null;
    const score = this.look(at);
    this.take(score);
    this.baseline = { score: score.score, stage: score.stage, at };
  }

  private reopenCase(): void {
    const last = this.cases.at(-1);
    if (this.open !== null || last === undefined || last.endedAt === null) return;
    if (this.baseline?.at === last.endedAt.getTime()) this.baseline = null;
    last.endedAt = null;
    this.open = last;
  }

  /** The looks between an event and the next, of which only those are taken that change something. */
  private pass(event: Event, before: number): void {
    const { tickMs } = this.window;
    let tick = Math.floor(event.at / tickMs) + 1;
    const last = Math.ceil(before / tickMs) - 1;
    // An incident or what the log says may raise the stage at the next look; a complaint was looked at already.
    if (event.kind !== 'complaints' && tick <= last) this.settle(tick * tickMs, false);
    while (this.stage > 0 && tick <= last) {
      if (this.belowSince === null) {
        const found = this.firstFall(tick, last);
        if (found === null) return;
        tick = found;
      } else {
        const due = this.belowSince.getTime() + this.policy.hysteresis.hours * hourMs;
        tick = Math.max(tick, Math.ceil(due / tickMs));
        if (tick > last) return;
      }
      this.settle(tick * tickMs, false);
      tick += 1;
    }
  }

  /** The first tick at which the score is clearly below the stage; null where none is. */
  private firstFall(first: number, last: number): number | null {
    const { tickMs } = this.window;
    const falls = (tick: number): boolean => {
      const { stage, belowSince } = this.look(tick * tickMs);
      return stage < this.stage || belowSince !== null;
    };
    if (!falls(last)) return null;
    let [low, high] = [first, last];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (falls(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Looks at the account as scoring does and lets its case follow. */
  private settle(at: number, trapHit: boolean): void {
    const before = this.baseline;
    const score = this.look(at);
    this.take(score);
    if (this.open !== null) {
      this.open.stage = score.stage;
      this.open.peakStage = Math.max(this.open.peakStage, score.stage);
      return;
    }
    const stage = stageOfRank(score.stage);
    const baseline = before === null ? null : { score: before.score, stage: stageOfRank(before.stage) };
    const input = { stage, P: score.stageScore, baseline, trapHit, probation: false };
    const decision = opensCase(input, this.policy);
    if (!decision.opens) return;
    this.open = {
      openedAt: new Date(at),
      reason: decision.reason,
      stage: score.stage,
      peakStage: score.stage,
      endedAt: null,
    };
    this.cases.push(this.open);
  }

  private take(score: AccountScore): void {
    this.stage = score.stage;
    this.stageSince = score.stageSince;
    this.belowSince = score.belowSince;
    if (score.stage < stageRank('review')) this.baseline = null;
  }

  private look(at: number): AccountScore {
    const now = new Date(at);
    const state = this.stateAt(now);
    const isOpen = this.book.complainants < manyComplainants || minimumCanRaise(state, now, this.policy);
    return scoreAccount(isOpen ? { ...state, ...this.book.minimum(now) } : state, now, this.policy);
  }

  private stateAt(now: Date): AccountState {
    const { accountId, login, customerId, declaredBulk, since: accountSince } = this.account;
    const { ownIncidents, otherIncidents, rate, log } = this.account;
    const since = monthsBefore(now, this.policy.history.months);
    const count = (dates: Date[]): number => dates.filter((date) => date > since && date <= now).length;
    return {
      accountId,
      login,
      // The past is run again without its releases: they were people's decisions under the other policy.
      onProbation: false,
      customerId,
      declaredBulk,
      stage: this.stage,
      stageSince: this.stageSince,
      belowSince: this.belowSince,
      score: 0,
      baseline: this.baseline?.score ?? null,
      baselineStage: this.baseline?.stage ?? null,
      ownIncidents: count(ownIncidents),
      otherCustomerIncidents: count(otherIncidents),
      ...noMinimum,
      since: accountSince,
      rate: rate !== null && rate.from <= now ? rate.measured : null,
      log: log !== null && log.from <= now ? log.known : null,
      sums: this.book.sums(),
    };
  }
}

/** Complaints of one moment are one batch; a decision of the same moment comes after them. */
function eventsOf(account: ReplayAccount): Event[] {
  const { complaints, decisions, ownIncidents, otherIncidents, rate, log } = account;
  const events: Event[] = [];
  for (let from = 0, to = 0; from < complaints.length; from = to) {
    const at = (complaints[from] as { receivedAt: Date }).receivedAt.getTime();
    while (complaints[to]?.receivedAt.getTime() === at) to += 1;
    events.push({ at, kind: 'complaints', from, to });
  }
  for (const { at, kind } of decisions) events.push({ at: at.getTime(), kind });
  for (const at of [...ownIncidents, ...otherIncidents]) events.push({ at: at.getTime(), kind: 'incident' });
  for (const measured of [rate, log])
    if (measured !== null) events.push({ at: measured.from.getTime(), kind: 'measured' });
  return events.sort((a, b) => a.at - b.at);
}

function monthsBefore(now: Date, months: number): Date {
  const before = new Date(now);
  before.setUTCMonth(before.getUTCMonth() - months);
  return before;
}

// Standings and sums of one account while its complaints come in, in the order of their receipt: the incremental path of
// scoring in memory. What counts is kept per key, because a not-spam takes the latest back.

import { addToSum, removeFromSum } from '../decaying-sum';
import type { Policy } from '../policy';
import { reweigh } from '../reweigh';
import { decideStanding, standingKey } from '../standing';
import { isTrapHit, qualifiesForMinimum } from '../stage-for';
import type { ReplayComplaint } from './types';

interface Counted {
  reportId: number;
  receivedAt: Date;
  trustFactor: number;
  weight: number;
  isFraud: boolean;
  qualifies: boolean;
}

interface Sum {
  reporterKey: string;
  unauthenticated: boolean;
  epoch: Date;
  sum: number;
}

const dayMs = 86_400_000;

export class StandingBook {
  private readonly sumOf = new Map<string, Sum>();
  private readonly countedOf = new Map<string, Counted[]>();
  /** Keys with a complaint that may count for the minimum rules. */
  private readonly qualified = new Map<string, Counted[]>();

  constructor(private readonly policy: Policy) {}

  /** The sums as scoring reads them. */
  sums(): Sum[] {
    return [...this.sumOf.values()];
  }

  /** How many complainants the minimum rules may have to look at. */
  get complainants(): number {
    return this.qualified.size;
  }

  /** Takes the next complaint; true where it is a trap hit that counts. */
  add(complaint: ReplayComplaint): boolean {
    const { kind, receivedAt, reportId } = complaint;
    const weighed = reweigh(complaint, this.policy);
    const key = standingKey(complaint);
    const counted = this.countedOf.get(key) ?? [];
    this.countedOf.set(key, counted);
    const candidate = { ...weighed, kind, receivedAt, straggler: false };
    const { standing, cancels } = decideStanding(candidate, counted.at(-1) ?? null, this.policy);
    const sum = this.sumFor(complaint);
    if (cancels !== null) {
      const gone = counted.pop();
      if (gone) Object.assign(sum, removeFromSum(sum, gone.weight, gone.receivedAt, this.policy));
    }
    if (standing !== 'counted') return false;
    const { trustFactor, weight } = weighed;
    const qualifies = qualifiesForMinimum(weighed, this.policy);
    counted.push({ reportId, receivedAt, trustFactor, weight, isFraud: kind === 'fraud', qualifies });
    if (qualifies) this.qualified.set(key, counted);
    Object.assign(sum, addToSum(sum, weight, receivedAt, this.policy));
    return isTrapHit({ ...complaint, ...weighed }, this.policy);
  }

  /** What the minimum rules look at, at `now`. */
  minimum(now: Date): { fraudQualified: boolean; distinctComplainants: number } {
    const since = now.getTime() - this.policy.minimumRules.complainantDays * dayMs;
    let fraudQualified = false;
    let distinctComplainants = 0;
    for (const counted of this.qualified.values()) {
      let found = false;
      for (let i = counted.length - 1; i >= 0; i -= 1) {
        const one = counted[i];
        if (one === undefined || one.receivedAt.getTime() <= since) break;
        if (!one.qualifies) continue;
        found = true;
        if (one.isFraud) fraudQualified = true;
      }
      if (found) distinctComplainants += 1;
    }
    return { fraudQualified, distinctComplainants };
  }

  private sumFor({ reporterKey, unauthenticated, receivedAt }: ReplayComplaint): Sum {
    const key = JSON.stringify([reporterKey, unauthenticated]);
    const found = this.sumOf.get(key);
    if (found) return found;
    const fresh = { reporterKey, unauthenticated, epoch: receivedAt, sum: 0 };
    this.sumOf.set(key, fresh);
    return fresh;
  }
}

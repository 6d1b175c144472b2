// Recipients of throttled accounts, counted over any number of policy processes: each leases blocks from the database
// and counts them down by itself, so that what is let through never exceeds the limit while the database answers. While
// it is away, each process counts for itself up to the limit.

/** Recipients in one lease: small enough that what a process leaves unused is little, large enough to ask rarely. */
export const LEASE_BLOCK = 20;

/** Takes up to `wanted` recipients of `login` in this hour; answers how many it got. Rejects where nobody answers. */
export type Lease = (login: string, hour: number, limit: number, wanted: number) => Promise<number>;

interface Count {
  hour: number;
  /** Leased and not used yet. */
  left: number;
  /** Let through in this hour by this process. */
  used: number;
  /** The hour's quota is used up, as the database said. */
  isEmpty: boolean;
  leasing: Promise<void> | null;
}

const HOUR_MS = 3_600_000;

export class Quota {
  readonly #lease: Lease;
  readonly #counts = new Map<string, Count>();

  constructor(lease: Lease) {
    this.#lease = lease;
  }

  /** Whether one more recipient of `login` may pass at `now` (ms). */
  async take(login: string, limit: number, now: number): Promise<boolean> {
    const hour = Math.floor(now / HOUR_MS);
    const count = this.#countOf(login, hour);
    // Several recipients may wait for one lease, and one of them may find it used up again.
    for (;;) {
      if (count.left > 0) {
        count.left -= 1;
        count.used += 1;
        return true;
      }
      if (count.isEmpty || limit <= 0) return false;
      const isAway = await this.#refill(login, limit, count);
      if (!isAway) continue;
      if (count.used >= limit) return false;
      count.used += 1;
      return true;
    }
  }

  /** True where nobody answered. */
  async #refill(login: string, limit: number, count: Count): Promise<boolean> {
    let isAway = false;
    count.leasing ??= this.#lease(login, count.hour * HOUR_MS, limit, LEASE_BLOCK)
      .then((granted) => {
        count.left += granted;
        count.isEmpty = granted === 0;
      })
      .finally(() => (count.leasing = null));
    await count.leasing.catch(() => (isAway = true));
    return isAway;
  }

  #countOf(login: string, hour: number): Count {
    const kept = this.#counts.get(login);
    if (kept?.hour === hour) return kept;
    // Hours that are over are forgotten when the next one begins anywhere.
    for (const [other, { hour: of }] of this.#counts) if (of < hour - 1) this.#counts.delete(other);
    const fresh: Count = { hour, left: 0, used: 0, isEmpty: false, leasing: null };
    this.#counts.set(login, fresh);
    return fresh;
  }
}

// When a second factor was shown recently enough. Pure.

/** What keeps an action from going on: the factor has to be shown (again), or set up first. */
export type FactorNeed = 'second-factor-needed' | 'second-factor-set-up';

export interface FactorStanding {
  isSetUp: boolean;
  /** When it was last shown in this session. */
  shownAt: Date | null;
}

export interface FactorRules {
  /** How long a session is believed after the factor was shown. */
  minutes: number;
  /** Whether people without a second factor may act all the same: at the sample provider, which reaches nobody. */
  isOptional: boolean;
}

/** What is needed before a measure is ordered or a right is given; null: nothing. */
export function factorNeed(
  { isSetUp, shownAt }: FactorStanding,
  now: Date,
  { minutes, isOptional }: FactorRules,
): FactorNeed | null {
  if (!isSetUp) return isOptional ? null : 'second-factor-set-up';
  // A moment in the future is a clock that was set back, and proves nothing.
  const age = shownAt === null ? Infinity : now.getTime() - shownAt.getTime();
  return age >= 0 && age < minutes * 60_000 ? null : 'second-factor-needed';
}

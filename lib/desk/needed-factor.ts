// Whether a signed-in person has to show the second factor before an action that reaches customers or gives rights.

import { env } from '@/lib/env';
import { factorNeed, type FactorNeed } from '@/lib/users/second-factor-rules';
import { readFactorStanding } from '@/lib/users/second-factor-store';
import type { SignedInUser } from '@/lib/users/types';

/** What is needed first; null: nothing, go on. */
export async function neededFactor(user: Pick<SignedInUser, 'sessionId'>): Promise<FactorNeed | null> {
  const { SECOND_FACTOR_MINUTES: minutes, SAMPLE_PROVIDER: isOptional } = env();
  return factorNeed(await readFactorStanding(user.sessionId), new Date(), { minutes, isOptional });
}

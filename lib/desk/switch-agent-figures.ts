// Use case: an administrator switches figures per person on or off. On needs the word that it is agreed with the works
// council (§ 87 Abs. 1 Nr. 6 BetrVG); who said so, and when, is in the audit chain.

import { sql } from '@/lib/db/sql';
import { savePerAgent } from '@/lib/statistics/agent-setting';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** `not-agreed`: it was to be switched on without that word. */
export async function switchAgentFigures(
  { isOn, isAgreed }: { isOn: boolean; isAgreed: boolean },
  { id }: Pick<SignedInUser, 'id'>,
): Promise<Outcome<null, 'not-agreed'>> {
  if (isOn && !isAgreed) return refused('not-agreed');
  await sql().begin((tx) => savePerAgent(tx, isOn, id));
  return done(null);
}

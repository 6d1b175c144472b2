// Several cases become the person's own, each in a decision of its own: where somebody was faster, that one case stays
// as it is and the others go on.

import { assignCase } from './assign-case';

export interface TakenCases {
  taken: number;
  /** Changed meanwhile, ended, or gone. */
  refused: number;
}

/** Assigns the cases to `userId`, in the order given. */
export async function takeCases(
  cases: { caseId: number; version: number }[],
  userId: number,
): Promise<TakenCases> {
  const result: TakenCases = { taken: 0, refused: 0 };
  for (const { caseId, version } of cases) {
    const outcome = await assignCase({ caseId, version, userId, assigneeId: userId });
    result[outcome.ok ? 'taken' : 'refused'] += 1;
  }
  return result;
}

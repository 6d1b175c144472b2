// Somebody throws the answer away that they were writing, files and all.

import { sql } from '@/lib/db/sql';
import { findDraft } from '@/lib/replies/draft-queries';
import { deleteDraft } from '@/lib/replies/draft-store';
import { done, refused, type Outcome } from './outcome';

/** `not-found` where there is no open draft. */
export function discardAnswer(caseId: number, userId: number): Promise<Outcome<null, 'not-found'>> {
  return sql().begin(async (tx): Promise<Outcome<null, 'not-found'>> => {
    const key = { caseId, userId };
    if ((await findDraft(tx, key)) === null || !(await deleteDraft(tx, key))) return refused('not-found');
    return done(null);
  }) as Promise<Outcome<null, 'not-found'>>;
}

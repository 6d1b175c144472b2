// Use case: an administrator takes back what was corrected in a program; one of his own goes with it.

import { sql } from '@/lib/db/sql';
import { bodyOf } from '@/lib/feedback-loops/programs/correction';
import { findProgram } from '@/lib/feedback-loops/programs/queries';
import { dropCorrection, lockProgram } from '@/lib/feedback-loops/programs/store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Answers whether the program is still there. Expected error: `not-found`. */
export function resetProgram(id: string, admin: SignedInUser): Promise<Outcome<{ isThere: boolean }>> {
  return sql().begin(async (tx): Promise<Outcome<{ isThere: boolean }>> => {
    await lockProgram(tx, id);
    const found = await findProgram(id, tx);
    if (found === null || !(await dropCorrection(tx, id))) return refused('not-found');
    const detail = tx.json({ from: bodyOf(found), to: null } as never);
    await tx`SELECT append_audit(${admin.id}, 'program-reset', ${`program:${id}`}, ${detail})`;
    return done({ isThere: !found.isOwn });
  }) as Promise<Outcome<{ isThere: boolean }>>;
}

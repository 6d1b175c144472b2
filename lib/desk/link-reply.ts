// A person says which case an answer belongs to that found none by itself.

import { lockCase } from '@/lib/cases/decide-store';
import { sql } from '@/lib/db/sql';
import { caseIdOf } from '@/lib/notices/fact-queries';
import { findReply, linkReply as link } from '@/lib/replies/store';
import { done, refused, refusedField, type Outcome } from './outcome';
import { takeAnswer } from './take-answer';

/** Expected errors: `no-case` (at `number`), `not-found`, `already-linked`. */
export function linkReply(
  input: { replyId: number; number: string },
  userId: number,
  now = new Date(),
): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    const caseId = await caseIdOf(tx, input.number);
    const held = caseId === null ? null : await lockCase(tx, caseId);
    if (held === null) return refusedField('number', 'no-case');
    const reply = await findReply(tx, input.replyId);
    if (reply === null) return refused('not-found');
    if (!(await link(tx, reply.id, held.id))) return refused('already-linked');
    const answer = { id: reply.id, from: reply.from, action: 'linked', userId } as const;
    await takeAnswer(tx, held, answer, now);
    return done(null);
  }) as Promise<Outcome<null>>;
}

// A person has dealt with an answer: the case no longer stands on top for it. An answer that belongs to no case is put
// aside by it, and stays to be found among the kept mail.

import { changeAttention, lockCase, raiseVersion, record } from '@/lib/cases/decide-store';
import { sql } from '@/lib/db/sql';
import { findReply, markHandled } from '@/lib/replies/store';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`, `already-handled`. */
export function handleReply(replyId: number, userId: number, now = new Date()): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    const reply = await findReply(tx, replyId);
    if (reply === null) return refused('not-found');
    const held = reply.caseId === null ? null : await lockCase(tx, reply.caseId);
    if ((await markHandled(tx, [replyId], now)).length === 0) return refused('already-handled');
    if (held === null) {
      await tx`SELECT append_audit(${userId}, 'reply-handled', ${`reply:${replyId}`}, ${tx.json({ from: reply.from })})`;
      return done(null);
    }
    await raiseVersion(tx, held.id);
    await changeAttention(tx, held.id);
    const detail = { action: 'handled', replyId, from: reply.from, state: held.state } as const;
    await record(tx, held, userId, { kind: 'reply', detail }, now);
    return done(null);
  }) as Promise<Outcome<null>>;
}

// A person says of a mail of no case that may have arrived whether it did, or has it sent again, the same bytes with the
// same Message-ID.

import { sql } from '@/lib/db/sql';
import { findMail } from '@/lib/outgoing/queries';
import { resolveMail as resolve } from '@/lib/outgoing/store';
import { endTaskOf } from '@/lib/tasks/finish-store';
import { mailTaskKey } from './after-mail';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`; `already-resolved` where somebody was faster, or its bytes are gone. */
export function resolveOutgoingMail(
  id: number,
  verdict: 'arrived' | 'send-again',
  userId: number,
  now = new Date(),
): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    if ((await findMail(tx, id)) === null) return refused('not-found');
    if (!(await resolve(tx, id, verdict, now))) return refused('already-resolved');
    await endTaskOf(tx, mailTaskKey(id), userId);
    await tx`SELECT append_audit(${userId}, 'outgoing-mail-resolved', ${`mail:${id}`}, ${tx.json({ verdict })})`;
    return done(null);
  }) as Promise<Outcome<null>>;
}

// A person takes a notice back in its ten seconds, or while it waits for another attempt. What it answered is open again,
// and so is its draft.

import { changeAttention, lockCase, record, raiseVersion } from '@/lib/cases/decide-store';
import { sql } from '@/lib/db/sql';
import { findNotice } from '@/lib/notices/queries';
import { withdrawCopies, withdrawNotice as withdraw } from '@/lib/notices/store';
import { reopenAnswered } from '@/lib/replies/store';
import { done, refused, type Outcome } from './outcome';

/** `notice-left` where it has begun to leave. */
export function withdrawNotice(
  noticeId: number,
  userId: number,
  now = new Date(),
): Promise<Outcome<null, 'not-found' | 'notice-left'>> {
  return sql().begin(async (tx): Promise<Outcome<null, 'not-found' | 'notice-left'>> => {
    const notice = await findNotice(tx, noticeId);
    const held = notice === null ? null : await lockCase(tx, notice.caseId);
    if (notice === null || held === null) return refused('not-found');
    if (!(await withdraw(tx, noticeId))) return refused('notice-left');
    const detail = { action: 'withdrawn', noticeId, notice: notice.kind, code: null } as const;
    await record(tx, held, userId, { kind: 'notice', detail }, now);
    for (const copy of await withdrawCopies(tx, noticeId)) {
      const ofCopy = { ...detail, noticeId: copy, notice: 'reseller-copy' };
      await record(tx, held, userId, { kind: 'notice', detail: ofCopy }, now);
    }
    await reopenAnswered(tx, noticeId);
    await changeAttention(tx, held.id);
    await raiseVersion(tx, held.id);
    return done(null);
  }) as Promise<Outcome<null, 'not-found' | 'notice-left'>>;
}

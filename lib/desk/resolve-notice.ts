// A person says of a notice that may have arrived whether it did, or has it sent again, the same bytes with the same
// Message-ID, so that a client that has it already can tell.

import { changeAttention, lockCase, raiseVersion, record } from '@/lib/cases/decide-store';
import { sql } from '@/lib/db/sql';
import { findNotice } from '@/lib/notices/queries';
import { resolveAmbiguous } from '@/lib/notices/store';
import { awaitCustomer } from './await-customer';
import { done, refused, type Outcome } from './outcome';

export type NoticeVerdict = 'arrived' | 'send-again';

/** `already-resolved` where somebody was faster. */
export function resolveNotice(
  noticeId: number,
  verdict: NoticeVerdict,
  userId: number,
  now = new Date(),
): Promise<Outcome<null, 'not-found' | 'already-resolved'>> {
  return sql().begin(async (tx): Promise<Outcome<null, 'not-found' | 'already-resolved'>> => {
    const notice = await findNotice(tx, noticeId);
    const held = notice === null ? null : await lockCase(tx, notice.caseId);
    if (notice === null || held === null) return refused('not-found');
    if (!(await resolveAmbiguous(tx, noticeId, verdict, now))) return refused('already-resolved');
    await changeAttention(tx, held.id);
    const detail = { action: verdict, noticeId, notice: notice.kind, code: null } as const;
    await record(tx, held, userId, { kind: 'notice', detail }, now);
    if (verdict === 'arrived') await awaitCustomer(tx, held, notice, now);
    else await raiseVersion(tx, held.id);
    return done(null);
  }) as Promise<Outcome<null, 'not-found' | 'already-resolved'>>;
}

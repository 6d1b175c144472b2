// The conversation of a case for its page: open answers apart, everything else woven by time, page by page.

import { sql } from '@/lib/db/sql';
import { listNoticesById, type ShownNotice } from '@/lib/notices/queries';
import { findDraft } from '@/lib/replies/draft-queries';
import { listOpenAnswers, listRepliesById, listThreadKeys, type ReplyRow } from '@/lib/replies/queries';
import { weaveThread, type ThreadItem } from '@/lib/replies/thread';
import { otherWriters, type OtherWriter } from './keep-answer';

export type ShownItem = ThreadItem<ShownNotice, ReplyRow>;

export interface Thread {
  items: ShownItem[];
  /** Where the next page begins; null at the end. */
  next: string | null;
}

export interface ThreadTop {
  open: ReplyRow[];
  /** ISO time of this person's own draft; null where there is none. */
  ownDraft: string | null;
  others: OtherWriter[];
}

/** One page of it, newest first; `before`: the `next` of the page before. */
export async function readThread(caseId: number, before: string | null, limit: number): Promise<Thread> {
  const keys = await listThreadKeys(caseId, before, limit + 1);
  const shown = keys.slice(0, limit);
  const idsOf = (kind: 'notice' | 'reply') => shown.filter((key) => key.kind === kind).map(({ id }) => id);
  const [notices, replies] = await Promise.all([
    listNoticesById(idsOf('notice')),
    listRepliesById(idsOf('reply')),
  ]);
  const next = keys.length > limit ? (shown.at(-1)?.cursor ?? null) : null;
  return { items: weaveThread(notices, replies), next };
}

/** What stands above it: answers that wait, and who is writing. */
export async function readThreadTop(caseId: number, userId: number): Promise<ThreadTop> {
  const key = { caseId, userId };
  const [open, own, others] = await Promise.all([
    listOpenAnswers(caseId),
    findDraft(sql(), key),
    otherWriters(sql(), key),
  ]);
  return { open, ownDraft: own?.savedAt.toISOString() ?? null, others };
}

// The conversation of a case in one order: what went out and what came in, the newest first. What programs sent in a row
// is one item: of a storm of bounces nobody reads each. Pure.

import type { ReplyKind } from './types';

interface Out<N> {
  kind: 'notice';
  at: Date;
  notice: N;
}
interface In<R> {
  kind: 'reply';
  at: Date;
  reply: R;
}
/** Mail of programs that came one after the other, the newest first. */
interface Machines<R> {
  kind: 'machines';
  at: Date;
  replies: R[];
}
export type ThreadItem<N, R> = Out<N> | In<R> | Machines<R>;

/** Weaves both by time, as `listThreadKeys` does; of the same moment what went out is the older one. */
export function weaveThread<
  N extends { id: number; createdAt: Date },
  R extends { id: number; receivedAt: Date; kind: ReplyKind },
>(notices: readonly N[], replies: readonly R[]): ThreadItem<N, R>[] {
  const items: (Out<N> | In<R>)[] = [
    ...notices.map((notice): Out<N> => ({ kind: 'notice', at: notice.createdAt, notice })),
    ...replies.map((reply): In<R> => ({ kind: 'reply', at: reply.receivedAt, reply })),
  ];
  const ordered = items.toSorted(
    (a, b) =>
      b.at.getTime() - a.at.getTime() ||
      (a.kind === b.kind ? idOf(b) - idOf(a) : a.kind === 'reply' ? -1 : 1),
  );
  const woven: ThreadItem<N, R>[] = [];
  for (const item of ordered) {
    const last = woven.at(-1);
    if (item.kind === 'notice' || item.reply.kind === 'answer') woven.push(item);
    else if (last?.kind === 'machines') last.replies.push(item.reply);
    else woven.push({ kind: 'machines', at: item.at, replies: [item.reply] });
  }
  return woven;
}

function idOf<N extends { id: number }, R extends { id: number }>(item: Out<N> | In<R>): number {
  return item.kind === 'notice' ? item.notice.id : item.reply.id;
}

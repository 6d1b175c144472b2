// The lines of a conversation: what went out, what came in, and mail of programs folded together.

import { useTranslations } from 'next-intl';
import { ShortTime } from '@/app/components/ui';
import type { ShownItem } from '@/lib/desk/read-thread';
import { ReplyText } from '../../../replies/reply-text';
import { NoticeItem } from './notice-item';

export function ThreadList({ items }: { items: readonly ShownItem[] }) {
  const t = useTranslations('thread');
  return (
    <ul aria-label={t('label')} className="rounded border border-line">
      {items.map((item) => (
        <li
          key={keyOf(item)}
          className={`border-b border-line px-3 py-2.5 last:border-b-0 ${item.kind === 'notice' ? 'bg-panel' : ''}`}
        >
          {item.kind === 'notice' ? (
            <NoticeItem notice={item.notice} />
          ) : item.kind === 'reply' ? (
            <ReplyText reply={item.reply} />
          ) : (
            <Machines replies={item.replies} />
          )}
        </li>
      ))}
    </ul>
  );
}

function keyOf(item: ShownItem): string {
  if (item.kind === 'notice') return `n${item.notice.id}`;
  return item.kind === 'reply' ? `r${item.reply.id}` : `m${item.replies.at(-1)?.id ?? 0}`;
}

/** One is shown as it is; several are one line until somebody wants to see them. */
function Machines({ replies }: { replies: Extract<ShownItem, { kind: 'machines' }>['replies'] }) {
  const t = useTranslations('thread');
  const [newest] = replies;
  if (newest === undefined) return null;
  if (replies.length === 1) return <ReplyText reply={newest} />;
  return (
    <details>
      <summary className="flex flex-wrap items-baseline gap-x-3 text-muted">
        <span className="text-accent">{t('machines', { count: replies.length })}</span>
        <span className="text-[0.8125rem] sm:ml-auto">
          <ShortTime date={newest.receivedAt} />
        </span>
      </summary>
      <ul className="mt-2 border-l-2 border-line pl-3">
        {replies.map((reply) => (
          <li key={reply.id} className="py-1.5">
            <ReplyText reply={reply} />
          </li>
        ))}
      </ul>
    </details>
  );
}

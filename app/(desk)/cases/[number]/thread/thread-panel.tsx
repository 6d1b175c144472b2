// The conversation with the customer on the page of its case: what waits for an answer on top, who is writing one, and
// below it everything that went out and came in, by time.

import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, Section } from '@/app/components/ui';
import { isOpenState, type CaseState } from '@/lib/cases/types';
import { readThread, readThreadTop, type ThreadTop } from '@/lib/desk/read-thread';
import { HandleReply, ReplyText } from '../../../replies/reply-text';
import { OtherWriters } from '../answer/other-writers';
import { ThreadList } from './thread-list';

/** The case's page shows the latest of it; the whole has a page of its own. */
const SHOWN = 12;

interface ThreadPanelProps {
  found: { id: number; number: string; state: CaseState };
  userId: number;
}

export async function ThreadPanel({ found, userId }: ThreadPanelProps) {
  const [t, top, { items, next }] = await Promise.all([
    getTranslations('thread'),
    readThreadTop(found.id, userId),
    readThread(found.id, null, SHOWN),
  ]);
  const { number } = found;
  return (
    <div id="thread" className="scroll-mt-12">
      <Section
        title={t('title')}
        text={t('text')}
        actions={
          isOpenState(found.state) ? (
            <LinkButton href={`/cases/${number}/notice`} prefetch={false}>
              {t('write')}
            </LinkButton>
          ) : null
        }
      >
        <ClientMessages namespaces={['notices', 'thread', 'replies']}>
          <OtherWriters number={number} initial={top.others} />
          {top.ownDraft === null ? null : (
            <p className="mb-3 rounded bg-accent-soft px-2.5 py-1.5 text-accent">
              {t('ownDraft', { at: new Date(top.ownDraft) })}{' '}
              <Link href={`/cases/${number}/answer`} prefetch={false} className="font-medium underline">
                {t('goOn')}
              </Link>
            </p>
          )}
          <OpenAnswers number={number} open={top.open} />
          {items.length > 0 ? <ThreadList items={items} /> : null}
        </ClientMessages>
        {items.length === 0 && top.open.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
        {next === null ? null : (
          <p className="mt-2">
            <Link href={`/cases/${number}/thread`} prefetch={false}>
              {t('whole')}
            </Link>
          </p>
        )}
      </Section>
    </div>
  );
}

async function OpenAnswers({ number, open }: { number: string; open: ThreadTop['open'] }) {
  if (open.length === 0) return null;
  const t = await getTranslations('thread');
  return (
    <section aria-label={t('open', { count: open.length })} className="mb-4">
      <h3 className="mb-1 font-semibold">{t('open', { count: open.length })}</h3>
      <ul className="rounded border-2 border-accent">
        {open.map((reply) => (
          <li key={reply.id} className="border-b border-line px-3 py-2.5 last:border-b-0">
            <ReplyText reply={reply} />
            <div className="mt-1 flex flex-wrap items-center gap-3">
              <LinkButton href={`/cases/${number}/answer?reply=${reply.id}`} look="primary" prefetch={false}>
                {t('answer')}
              </LinkButton>
              <HandleReply replyId={reply.id} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

// What came back on this case: the customer's answers, and what programs sent in their place.

import { getTranslations } from 'next-intl/server';
import { Section } from '@/app/components/ui';
import { listReplies } from '@/lib/replies/queries';
import { HandleReply, ReplyText } from '../../replies/reply-text';

export async function ReplyPanel({ caseId }: { caseId: number }) {
  const [t, replies] = await Promise.all([getTranslations('replies'), listReplies(caseId)]);
  return (
    <Section title={t('title')} text={t('sectionText')}>
      {replies.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul className="rounded border border-line">
          {replies.map((reply) => (
            <li key={reply.id} className="border-b border-line px-3 py-2.5 last:border-b-0">
              <ReplyText reply={reply} />
              {reply.kind === 'answer' && reply.handledAt === null ? (
                <HandleReply replyId={reply.id} />
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

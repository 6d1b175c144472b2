// One incoming mail as text: who wrote it and how sure that is, what is new in it, what it quotes behind a fold. Its
// attachments are only on the mail's own page, where they are downloaded and never opened.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ActionForm, Badge, FormError, ShortTime, SubmitButton } from '@/app/components/ui';
import type { ReplyRow } from '@/lib/replies/queries';
import { handleReplyAction } from './actions';
import { FoldedText } from './folded-text';

export function ReplyText({ reply }: { reply: ReplyRow }) {
  const t = useTranslations('replies');
  const { kind, handledAt, replyTo } = reply;
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="font-semibold wrap-anywhere">
          <span aria-hidden>← </span>
          {reply.from || t('noFrom')}
        </h3>
        {kind === 'answer' ? <SenderBadge reply={reply} /> : <Badge tone="plain">{t(`kinds.${kind}`)}</Badge>}
        {kind !== 'answer' ? null : handledAt === null ? (
          <Badge tone="accent">{t('waiting')}</Badge>
        ) : (
          <span className="text-muted">{t(reply.answeredById === null ? 'handled' : 'answered')}</span>
        )}
        <span className="text-[0.8125rem] text-muted sm:ml-auto">
          <ShortTime date={reply.receivedAt} />
        </span>
      </div>
      <p className="text-[0.8125rem] wrap-anywhere text-muted">
        {[reply.subject, replyTo === null ? null : t('replyTo', { address: replyTo }), linkText(reply, t)]
          .filter((part) => part !== null && part !== '')
          .join(' · ')}
      </p>
      {reply.text === '' ? (
        <p className="my-1 text-muted">{t('noText')}</p>
      ) : (
        <FoldedText text={reply.text} quoted={reply.quoted} />
      )}
      {reply.rawMessageId === null ? null : (
        <p>
          <Link href={`/intake/${reply.rawMessageId}`} prefetch={false}>
            {t('whole', { count: reply.attachments })}
          </Link>
        </p>
      )}
    </>
  );
}

type Translate = ReturnType<typeof useTranslations<'replies'>>;

function linkText({ linkedBy }: ReplyRow, t: Translate): string | null {
  return linkedBy === 'none' || linkedBy === 'suggested' ? null : t(`linkedBy.${linkedBy}`);
}

function SenderBadge({ reply: { authenticated, isContact } }: { reply: ReplyRow }) {
  const t = useTranslations('replies');
  const known = authenticated !== 'aligned' ? 'unverified' : isContact ? 'verified' : 'authenticOnly';
  const tone = { unverified: 'warn', verified: 'ok', authenticOnly: 'plain' } as const;
  return (
    <span title={t(`${known}Hint`)}>
      <Badge tone={tone[known]}>{t(known)}</Badge>
    </span>
  );
}

/** The button that takes an answer off the pile. */
export function HandleReply({ replyId }: { replyId: number }) {
  const t = useTranslations('replies');
  return (
    <ActionForm
      action={handleReplyAction}
      doneText={t('handleDone')}
      label={t('handle')}
      className="my-1 flex flex-wrap items-center gap-3"
    >
      <input type="hidden" name="replyId" value={replyId} readOnly />
      <SubmitButton look="plain">{t('handle')}</SubmitButton>
      <FormError />
    </ActionForm>
  );
}

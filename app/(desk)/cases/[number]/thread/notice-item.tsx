// One mail that went to the customer: what was said to whom, how far it is, and what a person can still do about it.

import { useTranslations } from 'next-intl';
import { ActionForm, Badge, FormError, SubmitButton, type BadgeTone } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { NoticeState } from '@/lib/notices/outbox';
import type { ShownNotice } from '@/lib/notices/queries';
import { resolveNoticeAction, withdrawNoticeAction } from '../notice-actions';
import { LeavesIn } from '../notice-leaves-in';
import { FoldedText } from '../../../replies/folded-text';

const tones: Record<NoticeState, BadgeTone> = {
  waiting: 'accent',
  due: 'warn',
  sending: 'accent',
  accepted: 'ok',
  failed: 'danger',
  ambiguous: 'danger',
  bounced: 'danger',
  withdrawn: 'plain',
  kept: 'plain',
};

export function NoticeItem({ notice }: { notice: ShownNotice }) {
  const t = useTranslations('notices');
  const { state, dueAt, attempts, createdAt: at, releasedBy: name } = notice;
  const isAnswer = notice.kind === 'answer';
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="font-semibold">
          <span aria-hidden>→ </span>
          {lookUp(t, `kinds.${notice.kind}`) ?? notice.kind}
        </h3>
        <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        {state === 'waiting' && dueAt !== null ? <LeavesIn dueAt={dueAt.getTime()} /> : null}
        {state === 'due' && dueAt !== null ? (
          <span className="text-muted">{t('nextTry', { at: dueAt, attempts })}</span>
        ) : null}
        <span className="text-[0.8125rem] text-muted sm:ml-auto">
          {name === null ? t('byDesk', { at }) : t('byPerson', { name, at })}
        </span>
      </div>
      <p className="text-[0.8125rem] wrap-anywhere text-muted">
        {t('to')}: {notice.to} · {notice.subject}
      </p>
      {state === 'ambiguous' ? <Ambiguous notice={notice} /> : null}
      {(state === 'failed' || state === 'due' || state === 'bounced') && notice.response !== null ? (
        <p className="wrap-anywhere">
          <span className="text-muted">{t('response')}: </span>
          {notice.response}
        </p>
      ) : null}
      {state === 'waiting' || state === 'due' ? <Withdraw noticeId={notice.id} /> : null}
      {isAnswer ? (
        <FoldedText text={notice.body} />
      ) : (
        <details className="mt-1">
          <summary className="text-accent">{t('showText')}</summary>
          <p className="mt-1 max-w-[80ch] rounded border border-line bg-panel px-2 py-1 wrap-anywhere whitespace-pre-wrap">
            {notice.body}
          </p>
        </details>
      )}
      <Files names={notice.attachments} />
    </>
  );
}

function Files({ names }: { names: readonly string[] }) {
  const t = useTranslations('thread');
  if (names.length === 0) return null;
  return (
    <p className="text-[0.8125rem] wrap-anywhere text-muted">
      {t('files', { count: names.length, names: names.join(', ') })}
    </p>
  );
}

function Withdraw({ noticeId }: { noticeId: number }) {
  const t = useTranslations('notices');
  return (
    <ActionForm
      action={withdrawNoticeAction}
      doneText={t('withdrawn')}
      label={t('withdraw')}
      className="my-1"
    >
      <input type="hidden" name="noticeId" value={noticeId} readOnly />
      <FormError />
      <SubmitButton look="danger">{t('withdraw')}</SubmitButton>
    </ActionForm>
  );
}

function Ambiguous({ notice }: { notice: ShownNotice }) {
  const t = useTranslations('notices');
  return (
    <div className="my-1">
      <p className="max-w-[75ch]">{t('ambiguousText')}</p>
      <p className="mb-1 wrap-anywhere">
        <span className="text-muted">{t('messageId')}: </span>
        <code className="select-all">{notice.messageId}</code>
      </p>
      <div className="flex flex-wrap gap-2">
        {(['arrived', 'send-again'] as const).map((verdict) => (
          <ActionForm
            key={verdict}
            action={resolveNoticeAction}
            doneText={t(verdict === 'arrived' ? 'arrivedDone' : 'sendAgainDone')}
            label={t(verdict === 'arrived' ? 'arrived' : 'sendAgain')}
          >
            <input type="hidden" name="noticeId" value={notice.id} readOnly />
            <input type="hidden" name="verdict" value={verdict} readOnly />
            <FormError />
            <SubmitButton look={verdict === 'arrived' ? 'plain' : 'danger'}>
              {t(verdict === 'arrived' ? 'arrived' : 'sendAgain')}
            </SubmitButton>
          </ActionForm>
        ))}
      </div>
    </div>
  );
}

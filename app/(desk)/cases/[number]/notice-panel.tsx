// The mails to the customer of this case: what was said to whom, how far each is, and what a person can still do about it.

import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import {
  ActionForm,
  Badge,
  FormError,
  LinkButton,
  Section,
  SubmitButton,
  type BadgeTone,
} from '@/app/components/ui';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { lookUp } from '@/lib/i18n/look-up';
import { isOpenState, type CaseState } from '@/lib/cases/types';
import type { NoticeState } from '@/lib/notices/outbox';
import { listNotices, type ShownNotice } from '@/lib/notices/queries';
import { resolveNoticeAction, withdrawNoticeAction } from './notice-actions';
import { LeavesIn } from './notice-leaves-in';

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

interface NoticePanelProps {
  found: { id: number; number: string; state: CaseState };
}

export async function NoticePanel({ found }: NoticePanelProps) {
  const [t, notices] = await Promise.all([getTranslations('notices'), listNotices(found.id)]);
  return (
    <Section
      title={t('title')}
      text={t('sectionText')}
      actions={
        isOpenState(found.state) ? (
          <LinkButton href={`/cases/${found.number}/notice`} prefetch={false}>
            {t('write')}
          </LinkButton>
        ) : null
      }
    >
      {notices.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ClientMessages namespaces={['notices']}>
          <ul className="rounded border border-line">
            {notices.map((notice) => (
              <NoticeLine key={notice.id} notice={notice} />
            ))}
          </ul>
        </ClientMessages>
      )}
    </Section>
  );
}

function NoticeLine({ notice }: { notice: ShownNotice }) {
  const t = useTranslations('notices');
  const { state, dueAt, attempts, createdAt: at, releasedBy: name } = notice;
  return (
    <li className="border-b border-line px-3 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="font-semibold">{lookUp(t, `kinds.${notice.kind}`) ?? notice.kind}</h3>
        <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        {state === 'waiting' && dueAt !== null ? <LeavesIn dueAt={dueAt.getTime()} /> : null}
        {state === 'due' && dueAt !== null ? (
          <span className="text-muted">{t('nextTry', { at: dueAt, attempts })}</span>
        ) : null}
        <span className="text-[0.8125rem] text-muted sm:ml-auto">
          {name === null ? t('byDesk', { at }) : t('byPerson', { name, at })}
        </span>
      </div>
      <p className="wrap-anywhere">
        <span className="text-muted">{t('to')}: </span>
        {notice.to}
      </p>
      {state === 'ambiguous' ? <Ambiguous notice={notice} /> : null}
      {(state === 'failed' || state === 'due' || state === 'bounced') && notice.response !== null ? (
        <p className="wrap-anywhere">
          <span className="text-muted">{t('response')}: </span>
          {notice.response}
        </p>
      ) : null}
      {state === 'waiting' || state === 'due' ? <Withdraw noticeId={notice.id} /> : null}
      <details className="mt-1">
        <summary className="text-accent">{t('showText')}</summary>
        <p className="mt-1 font-semibold wrap-anywhere">{notice.subject}</p>
        <p className="mt-1 max-w-[80ch] rounded border border-line bg-panel px-2 py-1 wrap-anywhere whitespace-pre-wrap">
          {notice.body}
        </p>
      </details>
    </li>
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

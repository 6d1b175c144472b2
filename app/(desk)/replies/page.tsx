// Replies that no open case shows: those that found no case, and those to a case that has ended. Nothing is dropped.

import type { Metadata } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import {
  ActionForm,
  EmptyState,
  FormError,
  LinkButton,
  PageHeader,
  Pagination,
  SubmitButton,
  TextField,
} from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { readId } from '@/lib/intake/list-parameters';
import { listWaitingReplies, type WaitingReply } from '@/lib/replies/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { linkReplyAction } from './actions';
import { HandleReply, ReplyText } from './reply-text';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('replies.list'))('title') };
}

const pageSize = 50;

export default async function RepliesPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  await requireUser();
  const written = (await searchParams)['before'];
  const before = typeof written === 'string' ? readId(written) : null;
  const [t, rows] = await Promise.all([
    getTranslations('replies.list'),
    listWaitingReplies(before, pageSize + 1),
  ]);
  const shown = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      {shown.length > 0 ? (
        <ul aria-label={t('label')} className="rounded border border-line">
          {shown.map((reply) => (
            <li key={reply.id} className="border-b border-line px-3 py-2.5 last:border-b-0">
              <ReplyText reply={reply} />
              <Place reply={reply} />
              <HandleReply replyId={reply.id} />
            </li>
          ))}
        </ul>
      ) : before === null ? (
        <EmptyState title={t('emptyTitle')} text={t('emptyText')} />
      ) : (
        <EmptyState title={t('endTitle')} action={<LinkButton href="/replies">{t('toStart')}</LinkButton>} />
      )}
      <Pagination
        firstHref={before === null ? null : '/replies'}
        previousHref={null}
        nextHref={last === undefined ? null : `/replies?before=${last.id}`}
      />
    </>
  );
}

/** Where the reply belongs, or a field to say so. */
function Place({ reply }: { reply: WaitingReply }) {
  const t = useTranslations('replies.list');
  if (reply.case !== null) {
    const { number } = reply.case;
    return (
      <p>
        <Link href={`/cases/${number}`}>{t('ended', { number })}</Link>
      </p>
    );
  }
  return (
    <>
      {reply.named === null ? null : (
        <p>
          <Link href={`/cases/${reply.named}`} prefetch={false}>
            {t('named', { number: reply.named })}
          </Link>
        </p>
      )}
      <ActionForm
        action={linkReplyAction}
        doneText={t('linkDone')}
        label={t('link')}
        className="my-1 flex flex-wrap items-end gap-3"
      >
        <input type="hidden" name="replyId" value={reply.id} readOnly />
        <TextField
          label={t('number')}
          name="number"
          defaultValue={reply.named ?? ''}
          required
          autoComplete="off"
          className="max-w-48"
        />
        <SubmitButton look="plain">{t('link')}</SubmitButton>
        <FormError />
      </ActionForm>
    </>
  );
}

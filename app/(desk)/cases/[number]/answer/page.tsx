// An answer to the customer of a case: what they wrote, what is written back, and how that will look to them.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readId } from '@/app/read-id';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { EmptyState, LinkButton, PageHeader } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { getCase } from '@/lib/cases/detail-queries';
import { readAnswer } from '@/lib/desk/read-answer';
import { listRepliesById } from '@/lib/replies/queries';
import { missingTitle } from '../../../missing-title';
import { ReplyText } from '../../../replies/reply-text';
import { AnswerComposer } from './composer';
import { OtherWriters } from './other-writers';

interface AnswerPageProps {
  params: Promise<{ number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const caseNumber = /^AD-\d{4}-\d{4,10}$/;

export async function generateMetadata({ params }: AnswerPageProps): Promise<Metadata> {
  await requireUser();
  const { number } = await params;
  if (!caseNumber.test(number)) return { title: await missingTitle() };
  return { title: (await getTranslations('thread'))('compose.title', { number }) };
}

export default async function AnswerPage({ params, searchParams }: AnswerPageProps) {
  const user = await requireUser();
  const { number } = await params;
  const found = caseNumber.test(number) ? await getCase(number) : null;
  if (found === null) notFound();
  const { reply: written } = await searchParams;
  const wanted = typeof written === 'string' ? readId(written) : null;
  const [t, page] = await Promise.all([getTranslations('thread'), readAnswer(found.id, user.id, wanted)]);
  const [reply] = page === null ? [] : await listRepliesById([page.draft.replyId]);
  return (
    <>
      <PageHeader
        title={t('compose.title', { number })}
        text={t('compose.pageText')}
        actions={<LinkButton href={`/cases/${number}#thread`}>{t('toCase')}</LinkButton>}
      />
      {page === null || reply === undefined ? (
        <EmptyState
          title={t('compose.noAnswer')}
          text={t('compose.noAnswerText')}
          action={<LinkButton href={`/cases/${number}/notice`}>{t('write')}</LinkButton>}
        />
      ) : (
        <ClientMessages namespaces={['thread', 'replies']}>
          <OtherWriters number={number} initial={page.others} />
          <AnswerComposer
            key={found.id}
            target={{ caseId: found.id, version: found.version }}
            number={number}
            page={page}
          >
            <section aria-label={t('compose.answered')}>
              <h2 className="mb-2 text-base font-semibold">{t('compose.answered')}</h2>
              <div className="rounded border border-line px-3 py-2.5">
                <ReplyText reply={reply} />
              </div>
            </section>
          </AnswerComposer>
        </ClientMessages>
      )}
    </>
  );
}

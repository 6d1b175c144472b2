// The whole conversation of a case, page by page.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { EmptyState, LinkButton, PageHeader, Pagination } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { getCase } from '@/lib/cases/detail-queries';
import { readThread } from '@/lib/desk/read-thread';
import { missingTitle } from '../../../missing-title';
import { ThreadList } from './thread-list';

interface ThreadPageProps {
  params: Promise<{ number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const caseNumber = /^AD-\d{4}-\d{4,10}$/;
const pageSize = 50;

export async function generateMetadata({ params }: ThreadPageProps): Promise<Metadata> {
  await requireUser();
  const { number } = await params;
  if (!caseNumber.test(number)) return { title: await missingTitle() };
  return { title: (await getTranslations('thread'))('pageTitle', { number }) };
}

export default async function ThreadPage({ params, searchParams }: ThreadPageProps) {
  await requireUser();
  const { number } = await params;
  const found = caseNumber.test(number) ? await getCase(number) : null;
  if (found === null) notFound();
  const { before: written } = await searchParams;
  const before = typeof written === 'string' ? written : null;
  const [t, { items, next }] = await Promise.all([
    getTranslations('thread'),
    readThread(found.id, before, pageSize),
  ]);
  const href = `/cases/${number}/thread`;
  return (
    <>
      <PageHeader
        title={t('pageTitle', { number })}
        text={t('pageText')}
        actions={<LinkButton href={`/cases/${number}#thread`}>{t('toCase')}</LinkButton>}
      />
      {items.length === 0 ? (
        <EmptyState title={t('none')} />
      ) : (
        <ClientMessages namespaces={['notices', 'thread', 'replies']}>
          <ThreadList items={items} />
        </ClientMessages>
      )}
      <Pagination
        firstHref={before === null ? null : href}
        nextHref={next === null ? null : `${href}?before=${next}`}
      />
    </>
  );
}

// Every complaint that went on or stayed here, by time.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, Pagination } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { listPassed } from '@/lib/passing-on/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { PassedTable } from '../passed-table';
import { PassingTabs } from '../passing-tabs';

const pageSize = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('passingOn'))('passed') };
}

export default async function PassedPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  await requireUser();
  const { before: key } = await searchParams;
  const before = typeof key === 'string' ? readId(key) : null;
  const [t, rows] = await Promise.all([
    getTranslations('passingOn'),
    listPassed({ recipientId: null }, before, pageSize + 1),
  ]);
  const shown = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  return (
    <>
      <PageHeader title={t('passed')} text={t('passedText')} />
      <PassingTabs current="passed" />
      {shown.length > 0 ? (
        <PassedTable rows={shown} label={t('passed')} />
      ) : before === null ? (
        <EmptyState title={t('none')} />
      ) : (
        <EmptyState
          title={t('endOfList')}
          action={<LinkButton href="/passing-on/passed">{t('toStart')}</LinkButton>}
        />
      )}
      <Pagination
        firstHref={before === null ? null : '/passing-on/passed'}
        nextHref={last === undefined ? null : `/passing-on/passed?before=${last.id}`}
      />
    </>
  );
}

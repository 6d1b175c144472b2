// Our own feedback loop: who gets reports about his mail, and how much went out. Everybody reads, administrators change.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, RelativeTime, Table, Td, Th } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { listSubscribers, type SubscriberRow } from '@/lib/own-loop/queries';
import { SubscriberState } from './subscriber-state';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ownLoop'))('title') };
}

export default async function OwnLoopPage() {
  const user = await requireUser();
  const [t, common, subscribers] = await Promise.all([
    getTranslations('ownLoop'),
    getTranslations('common'),
    listSubscribers(),
  ]);
  const add =
    user.role === 'admin' ? (
      <LinkButton look="primary" href="/own-loop/new">
        {t('add')}
      </LinkButton>
    ) : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <>
            <LinkButton href="/feedback-loops">{common('back')}</LinkButton>
            {subscribers.length > 0 ? add : null}
          </>
        }
      />
      {subscribers.length === 0 ? (
        <EmptyState title={t('empty')} text={t('emptyText')} action={add} />
      ) : (
        <SubscriberTable subscribers={subscribers} />
      )}
    </>
  );
}

async function SubscriberTable({ subscribers }: { subscribers: SubscriberRow[] }) {
  const [t, common] = await Promise.all([getTranslations('ownLoop'), getTranslations('common')]);
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('organisation')}</Th>
          <Th>{t('state')}</Th>
          <Th>{t('reportAddress')}</Th>
          <Th>{t('domains')}</Th>
          <Th align="right">{t('queued30')}</Th>
          <Th align="right">{t('held30')}</Th>
          <Th>{t('lastReport')}</Th>
        </tr>
      </thead>
      <tbody>
        {subscribers.map(({ id, organisation, state, reportAddress, domains, queued, held, lastAt }) => (
          <tr key={id}>
            <Td>
              <Link href={`/own-loop/${id}`}>{organisation}</Link>
            </Td>
            <Td>
              <SubscriberState state={state} />
            </Td>
            <Td className="break-all">{reportAddress}</Td>
            <Td>
              {t('domainCount', {
                proved: domains.filter(({ verifiedAt }) => verifiedAt !== null).length,
                count: domains.length,
              })}
            </Td>
            <Td align="right">{t('number', { count: queued })}</Td>
            <Td align="right">{t('number', { count: held })}</Td>
            <Td>{lastAt === null ? common('never') : <RelativeTime date={lastAt} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

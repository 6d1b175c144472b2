// Our own feedback loop: who gets reports about his mail, how mail comes in, and what became of it. For administrators.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, Section } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireAdmin } from '@/lib/auth/current-user';
import { readOwnLoopWays } from '@/lib/desk/read-own-loop-ways';
import { listInputs, readInputCounts } from '@/lib/own-loop/input-queries';
import { listSubscribers } from '@/lib/own-loop/queries';
import { InputSection } from './input-section';
import { SubscriberTable } from './subscriber-table';
import { WayTable } from './way-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ownLoop'))('title') };
}

const pageSize = 20;

export default async function OwnLoopPage({
  searchParams,
}: {
  searchParams: Promise<{ before?: string | string[] }>;
}) {
  await requireAdmin();
  const { before } = await searchParams;
  const from = readId(typeof before === 'string' ? before : undefined);
  const [t, common, subscribers, ways, counts, inputs] = await Promise.all([
    getTranslations('ownLoop'),
    getTranslations('common'),
    listSubscribers(),
    readOwnLoopWays(),
    readInputCounts(),
    listInputs(from, pageSize + 1),
  ]);
  const add = (
    <LinkButton look="primary" href="/own-loop/new">
      {t('add')}
    </LinkButton>
  );
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
        <Section title={t('subscribers')}>
          <SubscriberTable subscribers={subscribers} />
        </Section>
      )}
      <Section title={t('ways')} text={t('waysText')}>
        <WayTable ways={ways} />
      </Section>
      <Section
        title={t('inputs')}
        text={t('inputsText', { count: counts.reduce((sum, { count }) => sum + count, 0) })}
      >
        <InputSection counts={counts} inputs={inputs} pageSize={pageSize} isFirst={from === null} />
      </Section>
    </>
  );
}

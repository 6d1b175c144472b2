// To whom complaints go on. Everybody reads, administrators change.

import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, Pagination, Table, Td, Th } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { countCap, listRecipients } from '@/lib/passing-on/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { PassingTabs } from './passing-tabs';
import { RecipientState } from './state-badges';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('passingOn'))('title') };
}

const pageSize = 50;

export default async function PassingOnPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  const user = await requireUser();
  const { after: key } = await searchParams;
  const after = typeof key === 'string' ? readId(key) : null;
  const [t, rows] = await Promise.all([
    getTranslations('passingOn'),
    listRecipients(new Date(), after, pageSize + 1),
  ]);
  const recipients = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? recipients.at(-1) : undefined;
  const counted = (count: number) => t(count >= countCap ? 'atLeast' : 'counted', { count });
  const add =
    user.role === 'admin' ? (
      <LinkButton look="primary" href="/passing-on/new">
        {t('add')}
      </LinkButton>
    ) : null;
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} actions={recipients.length > 0 ? add : null} />
      <PassingTabs current="recipients" />
      {recipients.length === 0 && after === null ? (
        <EmptyState title={t('empty')} text={t('emptyText')} action={add} />
      ) : recipients.length === 0 ? (
        <EmptyState title={t('endOfList')} />
      ) : (
        <Table label={t('recipients')}>
          <thead>
            <tr>
              <Th>{t('name')}</Th>
              <Th>{t('state')}</Th>
              <Th>{t('to')}</Th>
              <Th>{t('form')}</Th>
              <Th>{t('rhythm')}</Th>
              <Th align="right">{t('pending')}</Th>
              <Th align="right">{t('written')}</Th>
            </tr>
          </thead>
          <tbody>
            {recipients.map((one) => (
              <tr key={one.id}>
                <Td>
                  <Link href={`/passing-on/${one.id}`}>{one.customer.name}</Link>
                </Td>
                <Td>
                  <RecipientState recipient={one} />
                </Td>
                <Td className="break-all">{one.to}</Td>
                <Td>{t(`forms.${one.form}`)}</Td>
                <Td>{t(`rhythms.${one.rhythm}`)}</Td>
                <Td align="right">{counted(one.pending)}</Td>
                <Td align="right">{counted(one.written)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pagination
        firstHref={after === null ? null : '/passing-on'}
        nextHref={last === undefined ? null : `/passing-on?after=${last.id}`}
      />
    </>
  );
}

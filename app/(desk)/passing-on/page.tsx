// To whom complaints go on. Everybody reads, administrators change.

import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, Table, Td, Th } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { listRecipients } from '@/lib/passing-on/queries';
import { PassingTabs } from './passing-tabs';
import { RecipientState } from './state-badges';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('passingOn'))('title') };
}

export default async function PassingOnPage() {
  const user = await requireUser();
  const [t, recipients] = await Promise.all([getTranslations('passingOn'), listRecipients(new Date())]);
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
      {recipients.length === 0 ? (
        <EmptyState title={t('empty')} text={t('emptyText')} action={add} />
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
                <Td align="right">{one.pending}</Td>
                <Td align="right">{one.written}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

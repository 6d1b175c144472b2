// All mail that belongs to no case, with what became of it.

import type { Metadata } from 'next';
import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, Pagination, Table, Td, Th } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { listMails } from '@/lib/outgoing/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { PassingTabs } from '../passing-tabs';
import { MailBadge } from '../state-badges';

const pageSize = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('passingOn'))('outgoing') };
}

export default async function OutgoingPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  await requireUser();
  const { before: key, trouble } = await searchParams;
  const before = typeof key === 'string' ? readId(key) : null;
  const isTrouble = trouble === '1';
  const [t, format, rows] = await Promise.all([
    getTranslations('passingOn'),
    getFormatter(),
    listMails({ purpose: null, relatedTo: null, isTrouble }, before, pageSize + 1),
  ]);
  const shown = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  const start = isTrouble ? '/passing-on/sent?trouble=1' : '/passing-on/sent';
  return (
    <>
      <PageHeader
        title={t('outgoing')}
        text={t('outgoingText')}
        actions={
          <LinkButton href={isTrouble ? '/passing-on/sent' : '/passing-on/sent?trouble=1'}>
            {t(isTrouble ? 'showAll' : 'showTrouble')}
          </LinkButton>
        }
      />
      <PassingTabs current="outgoing" />
      {shown.length === 0 ? (
        <EmptyState title={t(before !== null ? 'endOfList' : isTrouble ? 'noTrouble' : 'outgoingEmpty')} />
      ) : (
        <Table label={t('outgoing')}>
          <thead>
            <tr>
              <Th>{t('columns.subject')}</Th>
              <Th>{t('columns.state')}</Th>
              <Th>{t('columns.recipient')}</Th>
              <Th>{t('columns.purpose')}</Th>
              <Th>{t('columns.at')}</Th>
            </tr>
          </thead>
          <tbody>
            {shown.map((mail) => (
              <tr key={mail.id}>
                <Td className="min-w-48 wrap-anywhere">
                  <Link href={`/passing-on/sent/${mail.id}`} prefetch={false}>
                    {mail.subject || t('noSubject')}
                  </Link>
                </Td>
                <Td>
                  <MailBadge state={mail.state} />
                </Td>
                <Td className="min-w-44 break-all">{mail.to}</Td>
                <Td className="min-w-36">{t(`purposes.${mail.purpose}`)}</Td>
                <Td className="whitespace-nowrap">{format.dateTime(mail.createdAt, 'short')}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pagination
        firstHref={before === null ? null : start}
        nextHref={last === undefined ? null : `${start}${isTrouble ? '&' : '?'}before=${last.id}`}
      />
    </>
  );
}

// The subscribers of our own feedback loop, with their numbers of 30 days.

import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { RelativeTime, Table, Td, Th } from '@/app/components/ui';
import type { SubscriberRow } from '@/lib/own-loop/queries';
import { SubscriberState } from './subscriber-state';

export async function SubscriberTable({ subscribers }: { subscribers: SubscriberRow[] }) {
  const [t, common] = await Promise.all([getTranslations('ownLoop'), getTranslations('common')]);
  return (
    <Table label={t('subscribers')}>
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

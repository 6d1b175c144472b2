// Listings as a table: what is listed, where, as what, since when, and how far its checklist is.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { RelativeTime, Table, Td, Th } from '@/app/components/ui';
import type { ListingRow } from '@/lib/block-lists/queries';
import { meaningsOf } from '@/lib/block-lists/read-codes';

export function ListingTable({ rows, label }: { rows: ListingRow[]; label: string }) {
  const t = useTranslations('blockLists');
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>{t('subject')}</Th>
          <Th>{t('list')}</Th>
          <Th>{t('meaning')}</Th>
          <Th>{t('since')}</Th>
          <Th>{t('until')}</Th>
          <Th align="right">{t('senders')}</Th>
          <Th align="right">{t('steps')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Td>
              <Link href={`/block-lists/${row.id}`} prefetch={false} className="break-all">
                {row.subject}
              </Link>
              {row.host === null ? null : <span className="block text-muted">{row.host}</span>}
            </Td>
            <Td>
              <Link href={`/block-lists/lists/${row.list.id}`} prefetch={false}>
                {row.list.name}
              </Link>
            </Td>
            <Td>{meaningsOf(row.codes, row.list.codes).join(', ')}</Td>
            <Td>
              <RelativeTime date={row.firstSeenAt} />
            </Td>
            <Td>
              <ListingEnd row={row} />
            </Td>
            <Td align="right">{t('number', { count: row.senderCount })}</Td>
            <Td align="right">{t('stepsDone', { done: row.stepsDone, count: row.stepCount })}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** When it was seen last, or how it ended. */
export function ListingEnd({ row }: { row: ListingRow }) {
  const t = useTranslations('blockLists');
  if (row.endedAt === null) {
    return (
      <>
        {t('lastSeen')} <RelativeTime date={row.lastSeenAt} />
      </>
    );
  }
  return (
    <>
      {t(row.endedBy === 'delisted' ? 'delisted' : 'notChecked')} <RelativeTime date={row.endedAt} />
    </>
  );
}

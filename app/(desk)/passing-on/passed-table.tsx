// Complaints that went on, or stayed here.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import type { PassedRow } from '@/lib/passing-on/queries';
import { PassedState } from './state-badges';

interface PassedTableProps {
  rows: PassedRow[];
  label: string;
  /** The page is the recipient's own. */
  isOfOne?: boolean;
}

export function PassedTable({ rows, label, isOfOne = false }: PassedTableProps) {
  const t = useTranslations('passingOn');
  const format = useFormatter();
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>{t('columns.subject')}</Th>
          <Th>{t('columns.state')}</Th>
          <Th>{t('columns.about')}</Th>
          {isOfOne ? null : <Th>{t('columns.recipient')}</Th>}
          <Th>{t('columns.at')}</Th>
          <Th align="right">{t('columns.replies')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Td className="min-w-48 wrap-anywhere">
              <Link href={`/intake/${row.mailId}`} prefetch={false}>
                {row.subject?.trim() || t('noSubject')}
              </Link>
            </Td>
            <Td className="min-w-28">
              {row.outgoing === null ? (
                <PassedState row={row} />
              ) : (
                <Link href={`/passing-on/sent/${row.outgoing.id}`} prefetch={false}>
                  <PassedState row={row} />
                </Link>
              )}
            </Td>
            <Td className="min-w-44 wrap-anywhere">{row.account ?? t('foreign')}</Td>
            {isOfOne ? null : <RecipientCell row={row} />}
            <Td className="whitespace-nowrap">{format.dateTime(row.at, 'short')}</Td>
            <Td align="right">{row.replies === 0 ? '–' : format.number(row.replies)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function RecipientCell({ row }: { row: PassedRow }) {
  const t = useTranslations('passingOn');
  return (
    <Td className="min-w-44 wrap-anywhere">
      {row.recipient === null ? (
        row.to
      ) : (
        <Link href={`/passing-on/${row.recipient.id}`}>{row.recipient.name}</Link>
      )}
      {row.by === null ? null : (
        <span className="block text-[0.8125rem] text-muted">{t('by', { name: row.by })}</span>
      )}
    </Td>
  );
}

// Accounts as rows; used by the directory and for the other accounts of a customer.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { RelativeTime, StageBadge, Table, Td, Th } from '@/app/components/ui';
import type { AccountRow } from '@/lib/customers/queries';

export function AccountTable({
  rows,
  label,
  withCustomer = true,
}: {
  rows: AccountRow[];
  label: string;
  withCustomer?: boolean;
}) {
  const t = useTranslations('accounts');
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>{t('columns.stage')}</Th>
          <Th align="right">{t('columns.score')}</Th>
          <Th>{t('columns.login')}</Th>
          {withCustomer ? <Th>{t('columns.customer')}</Th> : null}
          <Th>{t('columns.kind')}</Th>
          <Th align="right">{t('columns.complaints')}</Th>
          <Th align="right">{t('columns.incidents')}</Th>
          <Th>{t('columns.last')}</Th>
          <Th>{t('columns.case')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <AccountLine key={row.id} row={row} withCustomer={withCustomer} />
        ))}
      </tbody>
    </Table>
  );
}

function AccountLine({ row, withCustomer }: { row: AccountRow; withCustomer: boolean }) {
  const t = useTranslations('accounts');
  const format = useFormatter();
  return (
    <tr className="hover:bg-panel">
      <Td>
        <StageBadge rank={row.stage} />
      </Td>
      <Td align="right" className={row.score === 0 ? 'text-muted' : undefined}>
        {format.number(row.score, 'score')}
      </Td>
      <Td className="max-w-72 truncate">
        <Link href={`/accounts/${row.id}`} prefetch={false} title={row.login}>
          {row.login}
        </Link>
      </Td>
      {withCustomer ? (
        <Td className="max-w-56 truncate" title={row.customer?.name}>
          {row.customer?.name ?? '–'}
        </Td>
      ) : null}
      <Td>{t(`kinds.${row.kind}`)}</Td>
      <Td align="right">{format.number(row.complaints)}</Td>
      <Td align="right">{format.number(row.incidents)}</Td>
      <Td>{row.lastComplaintAt === null ? '–' : <RelativeTime date={row.lastComplaintAt} />}</Td>
      <Td className="whitespace-nowrap">
        {row.openCase === null ? (
          <span className="text-muted">{t('none')}</span>
        ) : (
          <Link href={`/cases/${row.openCase}`} prefetch={false}>
            {row.openCase}
          </Link>
        )}
      </Td>
    </tr>
  );
}

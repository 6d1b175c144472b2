// The rows of the overview: whose list, how much is on it, what it does, and how its delivery stands.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge, RelativeTime, Table, Td, Th } from '@/app/components/ui';
import type { ListRow } from '@/lib/suppression/overview-queries';
import { DeliveryWord } from './delivery';

export function ListTable({ rows }: { rows: ListRow[] }) {
  const t = useTranslations('suppression');
  const format = useFormatter();
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('columns.customer')}</Th>
          <Th align="right">{t('columns.active')}</Th>
          <Th align="right">{t('columns.ended')}</Th>
          <Th>{t('columns.last')}</Th>
          <Th>{t('columns.delivery')}</Th>
          <Th>{t('columns.uses')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.customerId} className="hover:bg-panel">
            <Td className="min-w-48">
              <Link href={`/suppression/${row.customerId}`} prefetch={false}>
                {row.name}
              </Link>{' '}
              <span className="whitespace-nowrap text-muted">{row.number}</span>
            </Td>
            <Td align="right">{format.number(row.active)}</Td>
            <Td align="right">{format.number(row.ended)}</Td>
            <Td>
              <RelativeTime date={row.lastAt} />
            </Td>
            <Td className="min-w-44">
              {row.webhookOn ? <DeliveryWord delivery={row} /> : <span className="text-muted">–</span>}
            </Td>
            <Td>
              <Uses row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Uses({ row }: { row: ListRow }) {
  const t = useTranslations('suppression');
  const uses: [boolean, 'plain' | 'warn', string][] = [
    [row.declared, 'plain', t('declared')],
    [row.givesAddresses, 'warn', t('uses.addresses')],
    [row.refuses && row.declared, 'warn', t('uses.refuses')],
  ];
  const shown = uses.filter(([holds]) => holds);
  if (shown.length === 0 && !row.webhookOn) return <span className="text-muted">{t('uses.none')}</span>;
  return (
    <span className="flex flex-wrap gap-1.5">
      {shown.map(([, tone, text]) => (
        <Badge key={text} tone={tone}>
          {text}
        </Badge>
      ))}
    </span>
  );
}

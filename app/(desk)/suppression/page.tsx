// Suppression lists: the customers whose list mail somebody no longer wants, those that changed last on top.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { Badge, EmptyState, PageHeader, Pagination, RelativeTime, Table, Td, Th } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { parseListParameters } from '@/lib/suppression/list-parameters';
import { listSuppressionLists, type ListRow } from '@/lib/suppression/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { ProblemList } from '../cases/problem-list';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('suppression'))('title') };
}

export default async function SuppressionPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  await requireUser();
  const { after, problems } = parseListParameters(await searchParams);
  const [t, format, page] = await Promise.all([
    getTranslations('suppression'),
    getFormatter(),
    listSuppressionLists(after),
  ]);
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <ProblemList problems={problems} resetHref="/suppression" />
      {page.rows.length === 0 ? (
        <EmptyState
          title={after === null ? t('empty') : t('endTitle')}
          text={after === null ? t('emptyText') : undefined}
        />
      ) : (
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('columns.customer')}</Th>
              <Th align="right">{t('columns.active')}</Th>
              <Th align="right">{t('columns.ended')}</Th>
              <Th>{t('columns.last')}</Th>
              <Th>{t('columns.uses')}</Th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <tr key={row.customerId} className="hover:bg-panel">
                <Td className="min-w-48">
                  <Link href={`/suppression/${row.customerId}`} prefetch={false}>
                    {row.name}
                  </Link>{' '}
                  <span className="whitespace-nowrap text-muted">{row.number}</span>
                </Td>
                <Td align="right">{format.number(row.active)}</Td>
                <Td align="right">{format.number(row.ended)}</Td>
                <Td>{row.lastAt === null ? '–' : <RelativeTime date={row.lastAt} />}</Td>
                <Td>
                  <Uses row={row} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pagination
        firstHref={after === null ? null : '/suppression'}
        nextHref={page.after === null ? null : `/suppression?after=${encodeURIComponent(page.after)}`}
      />
    </>
  );
}

async function Uses({ row }: { row: ListRow }) {
  const t = await getTranslations('suppression');
  const uses: [boolean, 'plain' | 'danger' | 'warn', string][] = [
    [row.declared, 'plain', t('declared')],
    [row.webhookOn && !row.webhookFails, 'plain', t('uses.webhook')],
    [row.webhookFails, 'danger', t('uses.webhookFails')],
    [row.givesAddresses, 'warn', t('uses.addresses')],
    [row.refuses && row.declared, 'warn', t('uses.refuses')],
  ];
  const shown = uses.filter(([holds]) => holds);
  return (
    <span className="flex flex-wrap gap-1.5">
      {shown.map(([, tone, text]) => (
        <Badge key={text} tone={tone}>
          {text}
        </Badge>
      ))}
      {shown.length === 0 ? <span className="text-muted">{t('uses.none')}</span> : null}
    </span>
  );
}

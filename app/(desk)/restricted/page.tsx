// Restricted reports: number, time, format and size of each, and where its procedure stands. Only for those who handle
// them; for everybody else this page does not exist.

import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { useTranslations } from 'next-intl';
import {
  EmptyState,
  LinkButton,
  PageHeader,
  Pagination,
  ShortTime,
  Table,
  Td,
  Th,
} from '@/app/components/ui';
import { requireRestrictedHandler } from '@/lib/auth/current-user';
import { readId } from '@/lib/intake/list-parameters';
import { listHandlers, listRestricted, type RestrictedRow } from '@/lib/restricted/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { FormatOrNone } from './format-or-none';
import { Procedure } from './procedure';
import { StageBadge } from './stage-badge';

export async function generateMetadata(): Promise<Metadata> {
  await requireRestrictedHandler();
  return { title: (await getTranslations('restricted'))('title') };
}

export default async function RestrictedPage({ searchParams }: { searchParams: Promise<RawParameters> }) {
  const user = await requireRestrictedHandler();
  const { below: asked } = await searchParams;
  const below = typeof asked === 'string' ? readId(asked) : null;
  const [t, page, handlers] = await Promise.all([
    getTranslations('restricted'),
    listRestricted(user, below),
    listHandlers(user),
  ]);
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <p className="mb-4 text-muted">{t('handlers', { names: handlers.join(', ') })}</p>
      {page.rows.length > 0 ? (
        <RestrictedTable rows={page.rows} />
      ) : below === null ? (
        <EmptyState title={t('emptyTitle')} text={t('emptyText')} />
      ) : (
        <EmptyState
          title={t('endTitle')}
          action={<LinkButton href="/restricted">{t('toStart')}</LinkButton>}
        />
      )}
      <Pagination
        firstHref={below === null ? null : '/restricted'}
        nextHref={page.after === null ? null : `/restricted?below=${page.after}`}
      />
      <div className="mt-8">
        <Procedure />
      </div>
    </>
  );
}

function RestrictedTable({ rows }: { rows: RestrictedRow[] }) {
  const t = useTranslations('restricted');
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('columns.number')}</Th>
          <Th>{t('columns.received')}</Th>
          <Th>{t('columns.format')}</Th>
          <Th align="right">{t('columns.size')}</Th>
          <Th>{t('columns.stage')}</Th>
          <Th>{t('columns.handler')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, receivedAt, format, sizeBytes, standing }) => (
          <tr key={id}>
            <Td>
              <Link href={`/restricted/${id}`}>{t('mail', { id: String(id) })}</Link>
            </Td>
            <Td>
              <ShortTime date={receivedAt} />
            </Td>
            <Td>
              <FormatOrNone format={format} />
            </Td>
            <Td align="right" className="whitespace-nowrap">
              {t('facts.bytes', { size: sizeBytes })}
            </Td>
            <Td>
              <StageBadge stage={standing.stage} />
            </Td>
            <Td>{standing.handler?.name ?? '–'}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

// Access connections: where it is written who had which address, and when that was read.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { Badge, EmptyState, LinkButton, PageHeader, RelativeTime, Table, Td, Th } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { listConnectionSources } from '@/lib/connections/source-queries';
import { ConnectionState } from './connection-state';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connections'))('title') };
}

export default async function ConnectionsPage() {
  await requireAdmin();
  const [t, common, format, sources] = await Promise.all([
    getTranslations('connections'),
    getTranslations('common'),
    getFormatter(),
    listConnectionSources(),
  ]);
  const add = (
    <LinkButton look="primary" href="/connections/new">
      {t('add')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} actions={sources.length > 0 ? add : null} />
      {sources.length === 0 ? (
        <EmptyState title={t('empty')} text={t('emptyText')} action={add} />
      ) : (
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('name')}</Th>
              <Th>{t('kind')}</Th>
              <Th>{t('state')}</Th>
              <Th>{t('lastRead')}</Th>
              <Th align="right">{t('rows')}</Th>
              <Th align="right">{t('badRows')}</Th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.id}>
                <Td className="min-w-48">
                  <Link href={`/connections/${source.id}`} className="break-all">
                    {source.name}
                  </Link>
                  {source.path === '' ? null : <div className="break-all text-muted">{source.path}</div>}
                </Td>
                <Td>
                  <Badge>{t(`kinds.${source.kind}`)}</Badge>
                </Td>
                <Td className="min-w-48">
                  <ConnectionState source={source} />
                </Td>
                <Td>{source.lastReadAt ? <RelativeTime date={source.lastReadAt} /> : common('never')}</Td>
                <Td align="right">{format.number(source.rows)}</Td>
                <Td align="right">{format.number(source.badRows)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

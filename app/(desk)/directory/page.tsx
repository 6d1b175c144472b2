// Directory: where customers, accounts and domains come from, and what each source's last reading came to.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, RelativeTime, Table, Td, Th } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { listDirectoryRows } from '@/lib/directory/queries';
import { FaultText } from './fault-text';
import { StateBadge } from './state-badge';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('directory'))('title') };
}

export default async function DirectoryPage() {
  await requireAdmin();
  const [t, common, format, sources] = await Promise.all([
    getTranslations('directory'),
    getTranslations('common'),
    getFormatter(),
    listDirectoryRows(new Date()),
  ]);
  const add = (
    <LinkButton look="primary" href="/directory/new">
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
              <Th>{t('state')}</Th>
              <Th>{t('lastRead')}</Th>
              <Th align="right">{t('customers')}</Th>
              <Th align="right">{t('accounts')}</Th>
              <Th align="right">{t('aliases')}</Th>
              <Th align="right">{t('domains')}</Th>
              <Th align="right">{t('odd')}</Th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.id}>
                <Td className="min-w-48">
                  <Link href={`/directory/${source.id}`}>{source.name}</Link>
                  <div className="text-muted">{t(`kinds.${source.kind}`)}</div>
                </Td>
                <Td className="min-w-48">
                  <StateBadge state={source.state} />
                  {source.error === null ? null : (
                    <div className="mt-0.5 max-w-[60ch] text-danger">
                      <FaultText code={source.error.code} detail={source.error.detail} />
                    </div>
                  )}
                </Td>
                <Td className="whitespace-nowrap">
                  {source.lastReadAt ? <RelativeTime date={source.lastReadAt} /> : common('never')}
                </Td>
                <Td align="right">{format.number(source.customers)}</Td>
                <Td align="right">{format.number(source.accounts)}</Td>
                <Td align="right">{format.number(source.aliases)}</Td>
                <Td align="right">{format.number(source.domains)}</Td>
                <Td align="right">{format.number(source.problems + source.conflicts)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

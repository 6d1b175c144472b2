// Mail logs: which are followed, and how far each is.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import {
  Badge,
  EmptyState,
  LinkButton,
  PageHeader,
  RelativeTime,
  Table,
  Td,
  Th,
  type BadgeTone,
} from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { readLogReach } from '@/lib/desk/read-log-reach';
import { lookUp } from '@/lib/i18n/look-up';
import { listLogSourceRows, type LogSourceState } from '@/lib/log-sources/queries';
import { CountryState, HostReach } from './log-reach';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('logSources'))('title') };
}

const TONES: Record<LogSourceState, BadgeTone> = {
  following: 'ok',
  asked: 'ok',
  listening: 'ok',
  imported: 'plain',
  waiting: 'plain',
  paused: 'plain',
  late: 'warn',
  failing: 'danger',
};

export default async function LogSourcesPage() {
  await requireAdmin();
  const [t, common, format, sources, reach] = await Promise.all([
    getTranslations('logSources'),
    getTranslations('common'),
    getFormatter(),
    listLogSourceRows(new Date()),
    readLogReach(),
  ]);
  const add = (
    <span className="flex flex-wrap gap-2">
      <LinkButton look="primary" href="/log-sources/new">
        {t('add')}
      </LinkButton>
      <LinkButton href="/log-sources/cluster/new">{t('addCluster')}</LinkButton>
    </span>
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
              <Th>{t('lastLine')}</Th>
              <Th>{t('lastRead')}</Th>
              <Th align="right">{t('lines')}</Th>
              <Th align="right">{t('unread')}</Th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.id}>
                <Td className="min-w-48">
                  {source.href === null ? (
                    source.name
                  ) : (
                    <Link href={source.href} className="break-all">
                      {source.name}
                    </Link>
                  )}{' '}
                  {source.fromEnvironment ? <Badge>{t('fromEnvironment')}</Badge> : null}
                  {source.path !== null && source.path !== source.name ? (
                    <div className="break-all text-muted">{source.path}</div>
                  ) : null}
                </Td>
                <Td className="min-w-48">
                  <Badge tone={TONES[source.state]}>{t(`states.${source.state}`)}</Badge>
                  {source.error ? (
                    <div className="mt-0.5 max-w-[60ch] text-danger">
                      {lookUp(t, `problems.${source.error.code}`) ?? source.error.code}
                      <div className="font-mono text-[0.8125rem] break-words text-muted">
                        {source.error.detail}
                      </div>
                    </div>
                  ) : null}
                </Td>
                <Td>{source.lastLineAt ? <RelativeTime date={source.lastLineAt} /> : common('never')}</Td>
                <Td>{source.lastReadAt ? <RelativeTime date={source.lastReadAt} /> : common('never')}</Td>
                <Td align="right">{format.number(source.lines)}</Td>
                <Td align="right">{format.number(source.unread)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <div className="mt-8">
        <HostReach hosts={reach.hosts} />
        <CountryState countries={reach.countries} />
      </div>
    </>
  );
}

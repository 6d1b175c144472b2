// Feedback loops: which reporters we subscribe to, and when each was last heard of. Everybody reads, administrators change.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState, LinkButton, PageHeader, RelativeTime, Table, Td, Th } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { listPrograms } from '@/lib/feedback-loops/programs/queries';
import { listLoops, SHOWN_DAYS, type LoopRow } from '@/lib/feedback-loops/queries';
import { LoopSparkline, LoopState } from './loop-state';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('loops'))('title') };
}

export default async function FeedbackLoopsPage() {
  const user = await requireUser();
  const [t, loops, programs] = await Promise.all([
    getTranslations('loops'),
    listLoops(new Date()),
    listPrograms(),
  ]);
  const programNames = new Map(programs.map(({ program }) => [program.id, program.name]));
  const add =
    user.role === 'admin' ? (
      <LinkButton look="primary" href="/feedback-loops/new">
        {t('add')}
      </LinkButton>
    ) : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <>
            <LinkButton href="/feedback-loops/coverage">{t('coverage')}</LinkButton>
            <LinkButton href="/feedback-loops/programs">{t('programs')}</LinkButton>
            {user.role === 'admin' ? <LinkButton href="/own-loop">{t('ownLoop')}</LinkButton> : null}
            {loops.length > 0 ? add : null}
          </>
        }
      />
      {loops.length === 0 ? (
        <EmptyState title={t('empty')} text={t('emptyText')} action={add} />
      ) : (
        <LoopTable loops={loops} programNames={programNames} />
      )}
    </>
  );
}

interface LoopTableProps {
  loops: LoopRow[];
  /** By id: a subscription names its program by id or name. */
  programNames: ReadonlyMap<string, string>;
}

async function LoopTable({ loops, programNames }: LoopTableProps) {
  const [t, common] = await Promise.all([getTranslations('loops'), getTranslations('common')]);
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th>{t('state')}</Th>
          <Th>{t('program')}</Th>
          <Th>{t('intakeAlias')}</Th>
          <Th>{t('ownerId')}</Th>
          <Th>{t('days', { days: SHOWN_DAYS })}</Th>
          <Th>{t('lastReport')}</Th>
        </tr>
      </thead>
      <tbody>
        {loops.map((loop) => (
          <tr key={loop.id}>
            <Td>
              <Link href={`/feedback-loops/${loop.id}`}>{loop.name}</Link>
            </Td>
            <Td>
              <LoopState loop={loop} />
            </Td>
            <Td>{programNames.get(loop.program) ?? loop.program}</Td>
            <Td className="break-all">{loop.intakeAlias ?? '–'}</Td>
            <Td>{loop.owner ?? t('nobody')}</Td>
            <Td>
              <LoopSparkline days={loop.days} />
            </Td>
            <Td>{loop.lastReportAt ? <RelativeTime date={loop.lastReportAt} /> : common('never')}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

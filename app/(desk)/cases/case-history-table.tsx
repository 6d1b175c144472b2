// Cases of the past (and present) as rows: number, state, outcome, times, highest stage.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge, ShortTime, StageBadge, Table, Td, Th } from '@/app/components/ui';
import type { EarlierCase } from '@/lib/cases/detail-queries';

export function CaseHistoryTable({
  cases,
  label,
  withLogin = false,
}: {
  cases: EarlierCase[];
  label: string;
  withLogin?: boolean;
}) {
  const t = useTranslations('case');
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>{t('earlier.number')}</Th>
          {withLogin ? <Th>{t('earlier.login')}</Th> : null}
          <Th>{t('earlier.state')}</Th>
          <Th>{t('earlier.outcome')}</Th>
          <Th>{t('earlier.opened')}</Th>
          <Th>{t('earlier.closed')}</Th>
          <Th>{t('earlier.peak')}</Th>
        </tr>
      </thead>
      <tbody>
        {cases.map((row) => (
          <tr key={row.number}>
            <Td className="whitespace-nowrap">
              <Link href={`/cases/${row.number}`} prefetch={false}>
                {row.number}
              </Link>
            </Td>
            {withLogin ? <Td className="break-all">{row.login}</Td> : null}
            <Td className="whitespace-nowrap">{t(`states.${row.state}`)}</Td>
            <Td>
              {row.isIncident ? (
                <Badge tone="danger">{t('earlier.incident')}</Badge>
              ) : row.outcome === null ? (
                '–'
              ) : (
                t(`outcomes.${row.outcome}`)
              )}
            </Td>
            <Td>
              <ShortTime date={row.openedAt} />
            </Td>
            <Td>{row.closedAt === null ? '–' : <ShortTime date={row.closedAt} />}</Td>
            <Td>
              <StageBadge rank={row.peakStage} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

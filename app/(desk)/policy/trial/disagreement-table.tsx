// Cases that a person ended otherwise than the desk proposed.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge, ShortTime, StageBadge, Table, Td, Th } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { Disagreement } from '@/lib/policies/trial-queries';

export function DisagreementTable({ rows }: { rows: Disagreement[] }) {
  const t = useTranslations('policy.trial');
  const cases = useTranslations('case');
  const format = useFormatter();
  return (
    <Table label={t('disagreements')}>
      <thead>
        <tr>
          <Th>{t('case')}</Th>
          <Th>{t('account')}</Th>
          <Th>{t('measure')}</Th>
          <Th>{t('stage')}</Th>
          <Th align="right">{t('score')}</Th>
          <Th>{t('ending')}</Th>
          <Th>{t('at')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.caseNumber} ${row.measure} ${row.automatic}`}>
            <Td className="whitespace-nowrap">
              <Link href={`/cases/${row.caseNumber}`} prefetch={false}>
                {row.caseNumber}
              </Link>
            </Td>
            <Td className="max-w-72 truncate" title={row.login}>
              {row.login}
            </Td>
            <Td className="whitespace-nowrap">
              {t(`measures.${row.measure}`)}{' '}
              {row.automatic ? <Badge tone="accent">{t('automatic')}</Badge> : null}
            </Td>
            <Td>
              <StageBadge rank={row.stage} />
            </Td>
            <Td align="right">{format.number(row.score, 'score')}</Td>
            <Td className="min-w-48">
              {row.outcome === null ? '–' : (lookUp(cases, `outcomes.${row.outcome}`) ?? row.outcome)}
            </Td>
            <Td>
              <ShortTime date={row.at} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

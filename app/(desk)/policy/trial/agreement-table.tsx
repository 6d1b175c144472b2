// Proposals by measure and stage, and what became of them.

import { useFormatter, useTranslations } from 'next-intl';
import { Badge, StageBadge, Table, Td, Th } from '@/app/components/ui';
import type { AgreementFigures } from '@/lib/policies/trial-queries';

const COLUMNS = ['agreed', 'disagreed', 'undecided', 'uncounted'] as const;

export function AgreementTable({ figures }: { figures: AgreementFigures[] }) {
  const t = useTranslations('policy.trial');
  const format = useFormatter();
  return (
    <Table label={t('figures')}>
      <thead>
        <tr>
          <Th>{t('measure')}</Th>
          <Th>{t('stage')}</Th>
          <Th align="right">{t('proposed')}</Th>
          {COLUMNS.map((column) => (
            <Th key={column} align="right">
              {t(column)}
            </Th>
          ))}
          <Th align="right">{t('rate')}</Th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ measure, automatic, stage, counts }) => {
          const decided = counts.agreed + counts.disagreed;
          const proposed = decided + counts.undecided + counts.uncounted;
          return (
            <tr key={`${measure} ${automatic} ${stage}`}>
              <Td className="whitespace-nowrap">
                {t(`measures.${measure}`)} {automatic ? <Badge tone="accent">{t('automatic')}</Badge> : null}
              </Td>
              <Td>
                <StageBadge rank={stage} />
              </Td>
              <Td align="right">{format.number(proposed)}</Td>
              {COLUMNS.map((column) => (
                <Td key={column} align="right" className={counts[column] === 0 ? 'text-muted' : undefined}>
                  {format.number(counts[column])}
                </Td>
              ))}
              <Td align="right">
                {decided === 0
                  ? '–'
                  : format.number(counts.agreed / decided, { style: 'percent', maximumFractionDigits: 0 })}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

// The programs with what they cover: a table where there is room, else one card a program.

import { useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import type { CoverageRow } from '@/lib/feedback-loops/coverage';
import { CoverageNeeds, CoverageState, MailShare, ProgramName } from './coverage-cells';

interface CoverageListProps {
  rows: CoverageRow[];
  /** Days that were counted. */
  days: number;
  isAdmin: boolean;
}

export function CoverageList({ rows, days, isAdmin }: CoverageListProps) {
  const t = useTranslations('coverage');
  return (
    <>
      <div className="max-md:hidden">
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('columns.program')}</Th>
              <Th align="right">{t('columns.mail')}</Th>
              <Th>{t('columns.coverage')}</Th>
              <Th>{t('columns.needs')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.program.id}>
                <Td className="min-w-56">
                  <ProgramName row={row} />
                </Td>
                <Td align="right" className="whitespace-nowrap">
                  <MailShare row={row} days={days} />
                </Td>
                <Td className="min-w-52">
                  <CoverageState row={row} />
                </Td>
                <Td className="min-w-64">
                  <CoverageNeeds row={row} isAdmin={isAdmin} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul aria-label={t('title')} className="rounded border border-line md:hidden">
        {rows.map((row) => (
          <li
            key={row.program.id}
            className="flex flex-col gap-1.5 border-b border-line px-3 py-2.5 last:border-b-0"
          >
            <ProgramName row={row} />
            <div className="flex flex-wrap items-baseline gap-x-2 text-muted">
              {t('columns.mail')}: <MailShare row={row} days={days} />
            </div>
            <CoverageState row={row} />
            <CoverageNeeds row={row} isAdmin={isAdmin} />
          </li>
        ))}
      </ul>
    </>
  );
}

// Cases of the period beside the time before, each program's part in the confirmed ones, and what is open by age.

import { getTranslations } from 'next-intl/server';
import { Section, Table, Td, Th } from '@/app/components/ui';
import type { AgeBand, ProgramShare, Statistics } from '@/lib/statistics/types';
import { BarTable } from './bar-table';
import { CsvLink } from './series-section';
import { useNames, useValues } from './values';
import type { View } from './view';

export async function CaseSection({ statistics, view }: { statistics: Statistics; view: View }) {
  const t = await getTranslations('statistics');
  return (
    <>
      <Section
        title={t('cases.title')}
        actions={<CsvLink view={view} table="cases" name={t('cases.title')} />}
      >
        <CaseCounts statistics={statistics} />
      </Section>
      <div className="grid gap-x-6 xl:grid-cols-2">
        <Section
          title={t('shares.title')}
          text={t('shares.text')}
          actions={<CsvLink view={view} table="programs" name={t('shares.title')} />}
        >
          <Shares programs={statistics.programs} none={t('shares.none')} />
        </Section>
        <Section
          title={t('ages.title')}
          text={t('ages.text')}
          actions={<CsvLink view={view} table="ages" name={t('ages.title')} />}
        >
          <Ages bands={statistics.openByAge} />
        </Section>
      </div>
    </>
  );
}

async function CaseCounts({ statistics: { cases, casesBefore } }: { statistics: Statistics }) {
  const t = await getTranslations('statistics.cases');
  return (
    <div className="max-w-xl">
      <Table label={t('tableLabel')}>
        <thead>
          <tr>
            <Th>{t('figure')}</Th>
            <Th align="right">{t('value')}</Th>
            <Th align="right">{t('before')}</Th>
          </tr>
        </thead>
        <tbody>
          {(['opened', 'closed', 'confirmed', 'cleaned', 'unfounded'] as const).map((key) => (
            <CountRow key={key} label={t(key)} value={cases[key]} before={casesBefore[key]} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function CountRow({ label, value, before }: { label: string; value: number; before: number }) {
  const { count } = useValues();
  return (
    <tr>
      <Td>{label}</Td>
      <Td align="right">{count(value)}</Td>
      <Td align="right">{count(before)}</Td>
    </tr>
  );
}

async function Shares({ programs, none }: { programs: ProgramShare[]; none: string }) {
  const t = await getTranslations('statistics');
  if (programs.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <ShareTable
      programs={programs}
      columns={[t('series.name'), t('shares.confirmed'), t('shares.share')]}
      label={t('shares.title')}
    />
  );
}

interface ShareTableProps {
  programs: ProgramShare[];
  columns: [string, string, string];
  label: string;
}

function ShareTable({ programs, columns, label }: ShareTableProps) {
  const nameOf = useNames();
  const { count, share } = useValues();
  const rows = programs.map((row) => ({
    key: row.key,
    name: nameOf('programs', row),
    part: row.share,
    values: [count(row.confirmed), share(row.share)],
  }));
  return <BarTable label={label} columns={columns} rows={rows} />;
}

async function Ages({ bands }: { bands: AgeBand[] }) {
  const t = await getTranslations('statistics.ages');
  const rows = bands.map((band) => ({ ...band, name: bandName(t, band) }));
  return <AgeTable rows={rows} columns={[t('band'), t('cases')]} label={t('title')} />;
}

type AgeTexts = Awaited<ReturnType<typeof getTranslations<'statistics.ages'>>>;

function bandName(t: AgeTexts, { from, to }: AgeBand): string {
  if (from === 0) return t('first');
  return to === null ? t('last', { from }) : t('between', { from, to });
}

interface AgeTableProps {
  rows: (AgeBand & { name: string })[];
  columns: [string, string];
  label: string;
}

function AgeTable({ rows, columns, label }: AgeTableProps) {
  const { count } = useValues();
  const most = Math.max(1, ...rows.map(({ cases }) => cases));
  const bars = rows.map(({ from, name, cases }) => ({
    key: String(from),
    name,
    part: cases / most,
    values: [count(cases)],
  }));
  return <BarTable label={label} columns={columns} rows={bars} />;
}

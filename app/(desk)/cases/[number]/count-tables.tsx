// Who complains how often, and about what: two small tables side by side.

import { useFormatter, useTranslations } from 'next-intl';
import { RelativeTime, Section, Table, Td, Th } from '@/app/components/ui';
import type { ReporterCount, SubjectCount } from '@/lib/cases/detail-queries';

export function CountTables({
  reporters,
  subjects,
}: {
  reporters: ReporterCount[];
  subjects: SubjectCount[];
}) {
  return (
    <div className="grid gap-x-4 md:grid-cols-2">
      <ReporterTable reporters={reporters} />
      <SubjectTable subjects={subjects} />
    </div>
  );
}

function ReporterTable({ reporters }: { reporters: ReporterCount[] }) {
  const t = useTranslations('case.reporters');
  const format = useFormatter();
  if (reporters.length === 0) return null;
  return (
    <Section
      title={t('title')}
      text={reporters.length < 50 ? undefined : t('capNote', { count: reporters.length })}
    >
      <Table label={t('title')}>
        <thead>
          <tr>
            <Th>{t('name')}</Th>
            <Th align="right">{t('complaints')}</Th>
            <Th align="right">{t('complainants')}</Th>
          </tr>
        </thead>
        <tbody>
          {reporters.map((row) => (
            <tr key={row.reporterKey}>
              <Td className="wrap-anywhere">{row.label}</Td>
              <Td align="right">{format.number(row.complaints)}</Td>
              <Td align="right">{format.number(row.complainants)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function SubjectTable({ subjects }: { subjects: SubjectCount[] }) {
  const t = useTranslations('case.subjects');
  const format = useFormatter();
  if (subjects.length === 0) return null;
  return (
    <Section title={t('title')}>
      <Table label={t('title')}>
        <thead>
          <tr>
            <Th>{t('subject')}</Th>
            <Th align="right">{t('count')}</Th>
            <Th>{t('last')}</Th>
          </tr>
        </thead>
        <tbody>
          {subjects.map((row) => (
            <tr key={row.subject}>
              <Td className="w-full max-w-0 truncate" title={row.subject.trim()}>
                {row.subject.trim() || t('none')}
              </Td>
              <Td align="right">{format.number(row.complaints)}</Td>
              <Td>
                <RelativeTime date={row.lastAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

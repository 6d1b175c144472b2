// How the figures went within the period: a chart for each, one table with all, and a file of the same.

import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { Section, Table, Td, Th } from '@/app/components/ui';
import type { CourseSection as Part, Statistics } from '@/lib/statistics/types';
import { hourBars } from '../cases/[number]/hour-bars';
import { CsvLink } from './series-section';
import { useValues } from './values';
import type { View } from './view';

const HEIGHT = 100;

/** A figure of a section, and how it is written. */
const figures = [
  { key: 'toLock', of: ({ toLock }: Part) => toLock.median, as: 'duration' },
  { key: 'toConfirmedLock', of: ({ toConfirmedLock }: Part) => toConfirmedLock.median, as: 'duration' },
  { key: 'falseShare', of: ({ falseShare }: Part) => falseShare, as: 'share' },
  { key: 'repeats', of: ({ repeatShare }: Part) => repeatShare, as: 'share' },
  { key: 'afterLock', of: ({ afterLock }: Part) => afterLock, as: 'count' },
  { key: 'rate', of: ({ perThousand }: Part) => perThousand, as: 'rate' },
] as const;
type Figure = (typeof figures)[number];

export async function CourseSection({ statistics, view }: { statistics: Statistics; view: View }) {
  const t = await getTranslations('statistics.course');
  const { course } = statistics;
  return (
    <Section
      title={t('title')}
      text={t('text')}
      actions={<CsvLink view={view} table="course" name={t('title')} />}
    >
      <div className="mb-4 grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {figures.map((figure) => (
          <CourseChart key={figure.key} figure={figure} course={course} />
        ))}
      </div>
      <details>
        <summary className="text-[0.8125rem] text-accent">{t('table')}</summary>
        <div className="mt-2">
          <CourseTable course={course} />
        </div>
      </details>
    </Section>
  );
}

function CourseChart({ figure, course }: { figure: Figure; course: readonly Part[] }) {
  const t = useTranslations('statistics');
  const write = useValues();
  const values = course.map(figure.of);
  const known = values.filter((value) => value !== null);
  const max = Math.max(0, ...known);
  const name = t(`figures.${figure.key}`);
  const most = known.length === 0 ? t('course.nothing') : t('course.most', { value: write[figure.as](max) });
  const label = t('course.chartLabel', { name, known: known.length, all: values.length, most });
  return (
    <figure className="min-w-0 rounded border border-line px-3 py-2">
      <figcaption className="text-[0.8125rem] font-medium">
        {name} <span className="font-normal text-muted">{most}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${values.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-1 h-16 w-full border-b border-control"
      >
        <title>{label}</title>
        <path
          d={hourBars(
            values.map((value) => value ?? 0),
            max === 0 ? 1 : max,
            HEIGHT,
          )}
          className="fill-accent"
        />
      </svg>
    </figure>
  );
}

function CourseTable({ course }: { course: readonly Part[] }) {
  const t = useTranslations('statistics');
  const write = useValues();
  return (
    <Table label={t('course.table')}>
      <thead>
        <tr>
          <Th>{t('course.span')}</Th>
          {figures.map(({ key }) => (
            <Th key={key} align="right">
              {t(`figures.${key}`)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...course].reverse().map((part) => (
          <tr key={part.from}>
            <Td className="whitespace-nowrap">
              {part.from === part.to
                ? write.day(part.from)
                : t('span', { from: write.day(part.from), to: write.day(part.to) })}
            </Td>
            {figures.map(({ key, of, as }) => (
              <Td key={key} align="right">
                {write[as](of(part))}
                <NinetyPercent part={part} figure={key} />
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function NinetyPercent({ part, figure }: { part: Part; figure: Figure['key'] }) {
  const t = useTranslations('statistics.figures');
  const { duration } = useValues();
  if ((figure !== 'toLock' && figure !== 'toConfirmedLock') || part[figure].p90 === null) return null;
  return (
    <span className="block text-[0.8125rem] whitespace-nowrap text-muted">
      {t('p90', { value: duration(part[figure].p90) })}
    </span>
  );
}

// The tables of the page as rows for a file, one a name. Texts come in, so that this knows no language. Pure.

import type { Cell } from './csv';
import { daysOf } from './period';
import type { CourseSection, DaySeries, Statistics } from './types';

export const tableNames = [
  'program',
  'kind',
  'verdict',
  'customers',
  'resellers',
  'cases',
  'course',
  'programs',
  'ages',
] as const;
type TableName = (typeof tableNames)[number];

type TableTexts = (key: string) => string;
/** What a key is called on the screen. */
type NameOf = (table: TableName, row: { key: string; name: string | null }) => string;

/** The rows of one table, its heading first. */
export function tableRows(
  name: TableName,
  statistics: Statistics,
  text: TableTexts,
  nameOf: NameOf,
): Cell[][] {
  const columns = (...keys: string[]): Cell[] => keys.map((key) => text(`csvColumns.${key}`));
  switch (name) {
    case 'cases':
      return [columns('figure', 'unit', 'value', 'before'), ...figureRows(statistics, text)];
    case 'course':
      return [
        [text('csvColumns.firstDay'), text('csvColumns.lastDay'), ...courseHead(text)],
        ...statistics.course.map(courseRow),
      ];
    case 'programs':
      return [
        columns('key', 'name', 'count', 'share'),
        ...statistics.programs.map((row): Cell[] => [row.key, nameOf(name, row), row.confirmed, row.share]),
      ];
    case 'ages':
      return [
        columns('from', 'to', 'count'),
        ...statistics.openByAge.map(({ from, to, cases }): Cell[] => [from, to, cases]),
      ];
    default:
      return [
        columns('day', 'key', 'name', 'count'),
        ...seriesRows(seriesOf(name, statistics), statistics, (row) => nameOf(name, row)),
      ];
  }
}

/** The rows by day of one of these tables. */
export function seriesOf(
  name: Exclude<TableName, 'cases' | 'course' | 'programs' | 'ages'>,
  { reports, customers, resellers }: Statistics,
): DaySeries[] {
  if (name === 'customers') return customers;
  return name === 'resellers' ? resellers : reports[name];
}

// Long rather than wide: one row a day and key is what a pivot table wants.
function seriesRows(
  series: readonly DaySeries[],
  { period }: Statistics,
  nameOf: (row: DaySeries) => string,
): Cell[][] {
  const days = daysOf(period);
  return series.flatMap((row) => days.map((day, i): Cell[] => [day, row.key, nameOf(row), row.days[i] ?? 0]));
}

// Spans in seconds, shares from 0 to 1, as in the table of figures.
function courseHead(text: TableTexts): Cell[] {
  const spans = (['toLock', 'toConfirmedLock'] as const).flatMap((key) => [
    text(`figures.${key}`),
    `${text(`figures.${key}`)} (90 %)`,
  ]);
  const rest = (['falseShare', 'repeats', 'afterLock', 'rate'] as const).map((key) => text(`figures.${key}`));
  return [text('cases.opened'), ...spans, ...rest];
}

function courseRow(section: CourseSection): Cell[] {
  const { from, to, opened, toLock, toConfirmedLock, falseShare, repeatShare, afterLock, perThousand } =
    section;
  const spans = [toLock, toConfirmedLock].flatMap(({ median, p90 }) => [median, p90]);
  return [from, to, opened, ...spans, falseShare, repeatShare, afterLock, perThousand];
}

function figureRows({ cases, casesBefore, rate, rateBefore }: Statistics, text: TableTexts): Cell[][] {
  const row = (key: string, unit: string, value: number | null, before: number | null): Cell[] => [
    text(key),
    text(`units.${unit}`),
    value,
    before,
  ];
  const counts = (['opened', 'closed', 'confirmed', 'cleaned', 'unfounded'] as const).map((key) =>
    row(`cases.${key}`, 'count', cases[key], casesBefore[key]),
  );
  const spans = (['toLock', 'toConfirmedLock'] as const).flatMap((key) => [
    row(`figures.${key}`, 'seconds', cases[key].median, casesBefore[key].median),
    [`${text(`figures.${key}`)} (90 %)`, text('units.seconds'), cases[key].p90, casesBefore[key].p90],
  ]);
  return [
    ...counts,
    row('figures.falseShare', 'share', cases.falseShare, casesBefore.falseShare),
    row('figures.repeats', 'share', cases.repeatShare, casesBefore.repeatShare),
    ...spans,
    row('figures.afterLock', 'count', cases.afterLock, casesBefore.afterLock),
    row('figures.rate', 'perThousand', rate.perThousand, rateBefore.perThousand),
  ];
}

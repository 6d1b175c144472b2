// What the coverage is asked for in its URL. Pure.

import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';
import { coverageStates, type CoverageRow } from './coverage';

export const coverageFilters = ['gaps', ...coverageStates] as const;

export interface CoverageView {
  /** In the program's name. */
  search: string | null;
  /** Of ranges and DKIM domains: only those that hold these characters. */
  resource: string | null;
  /** `gaps`: what could be covered, and is not, or not wholly. */
  show: (typeof coverageFilters)[number] | null;
}

export function parseCoverageParameters(raw: RawParameters): {
  view: CoverageView;
  problems: ParameterProblem[];
} {
  const reader = new ParameterReader(raw);
  const view: CoverageView = {
    search: reader.text('search'),
    resource: reader.text('resource'),
    show: reader.oneOf('show', coverageFilters),
  };
  return { view, problems: reader.problems };
}

const gaps: readonly string[] = ['open', 'partly', 'undeclared', 'under-way'];

/** The rows that the view asks for. */
export function selectCoverage(
  rows: readonly CoverageRow[],
  { search, show }: Pick<CoverageView, 'search' | 'show'>,
): CoverageRow[] {
  const words = (search ?? '').toLowerCase().split(/\s+/);
  return rows.filter(
    ({ program, state }) =>
      (show === null || show === state || (show === 'gaps' && gaps.includes(state))) &&
      words.every((word) => `${program.name} ${program.id}`.toLowerCase().includes(word)),
  );
}

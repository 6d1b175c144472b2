// What the directory of programs is asked for. Pure.

import { ParameterReader, type ParameterProblem, type RawParameters } from '@/lib/url/parameter-reader';
import { matches, type ProgramEntry } from './correction';
import { programStatuses, type ProgramStatus } from './types';

export interface ProgramListView {
  search: string | null;
  status: ProgramStatus | null;
}

export function parseProgramParameters(raw: RawParameters): {
  view: ProgramListView;
  problems: ParameterProblem[];
} {
  const reader = new ParameterReader(raw);
  const view = { search: reader.text('search'), status: reader.oneOf('status', programStatuses) };
  return { view, problems: reader.problems };
}

/** The programs that the view asks for. */
export function selectPrograms(
  all: readonly ProgramEntry[],
  { search, status }: ProgramListView,
): ProgramEntry[] {
  return all.filter(
    (entry) =>
      (status === null || entry.program.status === status) && (search === null || matches(entry, search)),
  );
}

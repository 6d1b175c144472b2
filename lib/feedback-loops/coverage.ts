// What the subscriptions cover: for each program, which of our ranges and DKIM domains its provider knows, how much of our
// mail goes there, and what it would take. Pure.

import type { ProgramEntry } from './programs/correction';
import type { Program } from './programs/types';
import type { LoopState } from './types';

/**
 * `open`: nobody subscribed. `partly`: some of ours is missing. `undeclared`: subscribed, but nobody said what for.
 * `under-way`: applied for or planned. `automatic`: comes unasked. `impossible`: nobody can subscribe, or not for us.
 */
export const coverageStates = [
  'open',
  'partly',
  'undeclared',
  'under-way',
  'covered',
  'automatic',
  'impossible',
] as const;
export type CoverageState = (typeof coverageStates)[number];

/** Kinds of own resources that a program can be keyed on. */
export type CoveredKind = 'range' | 'dkim-domain';

export interface CoverageLoop {
  id: number;
  name: string;
  /** Id or name of the program. */
  program: string;
  state: LoopState;
  isSilent: boolean;
  /** How many resources of each kind the provider knows. */
  known: Record<CoveredKind, number>;
}

/** How much of ours the loops of one program cover. */
export interface CoveredCounts {
  all: number;
  covered: number;
  /** Ranges of which a part is covered. */
  partly: number;
  /** What is covered of those, added up: two halves make one. */
  part: number;
  underWay: number;
  /** The first of what nobody covers; of a range the parts that are missing. */
  missing: string[];
  /** How much more is missing. */
  more: number;
}

export type Needs =
  | 'form'
  | 'membership'
  | 'through'
  | 'mail'
  | 'unknown-way'
  | 'nothing'
  | 'finish'
  | 'declare'
  | 'extend'
  | 'enter-resources'
  | 'retired'
  | 'aggregate'
  | 'closed'
  | 'own-filter'
  | 'no-way'
  | 'automatic';

export interface CoverageRow {
  program: Program;
  /** Name of the program that delivers its reports; null where none does. */
  through: string | null;
  state: CoverageState;
  needs: Needs;
  /** Null where the program is keyed on nothing that can be listed. */
  kind: CoveredKind | null;
  counts: CoveredCounts | null;
  loops: CoverageLoop[];
  /** Recipients delivered to, and as a share of all mail to others; null where no domain of the program is known. */
  delivered: number | null;
  /** Of them those under domains of their own, which the program's mail exchangers take mail for. */
  hosted: number;
  share: number | null;
  /** The share from which nobody could tell us of a complaint. */
  gap: number;
}

const underWayStates: readonly LoopState[] = ['planned', 'applied', 'verifying'];
export const isUnderWay = ({ state }: Pick<CoverageLoop, 'state'>): boolean => underWayStates.includes(state);
/** A silent one covers: whether it still works is a question of its health. */
export const isCovering = ({ state }: Pick<CoverageLoop, 'state'>): boolean => state === 'active';

/** The loops of a program: its own, and those of the one that delivers its reports. */
export function loopsOf(
  program: Program,
  programs: readonly ProgramEntry[],
  loops: readonly CoverageLoop[],
): CoverageLoop[] {
  const through = programs.find((one) => one.program.id === program.apply.through)?.program;
  const names = [program, ...(through === undefined ? [] : [through])].flatMap(({ id, name }) => [id, name]);
  return loops.filter((loop) => names.includes(loop.program) && loop.state !== 'ended');
}

/** The kinds of resources that a program is keyed on, the first one preferred. */
export function kindsOf({ keyedOn }: Pick<Program, 'keyedOn'>): CoveredKind[] {
  return keyedOn.flatMap((key): CoveredKind[] =>
    key === 'ip' ? ['range'] : key === 'dkim' ? ['dkim-domain'] : [],
  );
}

/**
 * A program keyed on either is judged by the kind of which more is covered: it needs but one.
 * @param counts by kind.
 */
export function judgeCoverage(
  program: Program,
  loops: CoverageLoop[],
  counts: ReadonlyMap<CoveredKind, CoveredCounts>,
): Pick<CoverageRow, 'state' | 'needs' | 'kind' | 'counts'> {
  const kinds = kindsOf(program);
  const kind = kinds.toSorted((a, b) => part(counts.get(b)) - part(counts.get(a)))[0] ?? null;
  const of = { kind, counts: kind === null ? null : (counts.get(kind) ?? null) };
  // What is gone is gone, also where the program that once delivered it goes on.
  if (program.status === 'retired' && !loops.some((loop) => isNamedBy(program, loop)))
    return { ...of, state: 'impossible', needs: 'retired' };
  const active = loops.filter(isCovering);
  const underWay = loops.filter(isUnderWay);
  if (active.length === 0 && underWay.length > 0) return { ...of, state: 'under-way', needs: 'finish' };
  if (active.length === 0) return { ...of, ...unsubscribed(program) };
  if (of.kind === null || of.counts === null) return { ...of, state: 'covered', needs: 'nothing' };
  if (of.counts.all === 0) return { ...of, state: 'undeclared', needs: 'enter-resources' };
  if (active.every(({ known }) => kinds.every((one) => known[one] === 0)))
    return { ...of, state: 'undeclared', needs: 'declare' };
  if (of.counts.covered >= of.counts.all) return { ...of, state: 'covered', needs: 'nothing' };
  return { ...of, state: 'partly', needs: 'extend' };
}

const isNamedBy = ({ id, name }: Program, loop: CoverageLoop) => loop.program === id || loop.program === name;

const part = (counts: CoveredCounts | undefined): number =>
  counts === undefined || counts.all === 0 ? 0 : (counts.covered + counts.part) / counts.all;

function unsubscribed({ status, keyedOn, apply }: Program): Pick<CoverageRow, 'state' | 'needs'> {
  if (status === 'retired' || status === 'aggregate' || status === 'closed')
    return { state: 'impossible', needs: status };
  if (keyedOn.includes('own-filter')) return { state: 'impossible', needs: 'own-filter' };
  switch (apply.way) {
    case 'none':
      return { state: 'impossible', needs: 'no-way' };
    case 'automatic':
      return { state: 'automatic', needs: 'automatic' };
    case 'unknown':
      return { state: 'open', needs: 'unknown-way' };
    default:
      return { state: 'open', needs: apply.way };
  }
}

/** What of the mail to a program's people no subscription would tell us of. */
export function gapOf(
  { state, counts }: Pick<CoverageRow, 'state' | 'counts'>,
  share: number | null,
): number {
  if (share === null) return 0;
  if (state === 'open' || state === 'under-way') return share;
  if (state !== 'partly' || counts === null) return 0;
  return share * (1 - part(counts));
}

/** The biggest gap first; then what can be done before what is done, and what is past changing. */
export function byGap(a: CoverageRow, b: CoverageRow): number {
  return (
    b.gap - a.gap ||
    coverageStates.indexOf(a.state) - coverageStates.indexOf(b.state) ||
    (b.share ?? 0) - (a.share ?? 0) ||
    a.program.name.localeCompare(b.program.name, 'de')
  );
}

// The policy as a list of numbers for people: groups in the order of scoring, each line a path into the document. The
// screen shows, compares and edits the lines; `policySchema` judges the document they make. Pure.

import { automaticModes, defaultPolicy, type Policy } from '@/lib/scoring/policy';
import { stageCodes } from '@/lib/scoring/stages';

export type PolicyGroup =
  | 'kinds'
  | 'trust'
  | 'ageSteps'
  | 'attribution'
  | 'counting'
  | 'history'
  | 'rate'
  | 'thresholds'
  | 'hysteresis'
  | 'minimumRules'
  | 'logSignals'
  | 'automatic';

type Json = string | number | Json[] | { [key: string]: Json };

/** Groups and, for each, the keys at the document's top level that belong to it. */
const GROUPS: Record<PolicyGroup, (keyof Policy)[]> = {
  kinds: ['kinds'],
  trust: ['trust'],
  ageSteps: ['ageSteps', 'unknownAgeFactor', 'futureSkewHours'],
  attribution: ['attribution'],
  counting: [
    'sameComplainantHours',
    'reporterCap',
    'unauthenticatedCap',
    'incidentCap',
    'floodReportsPerHour',
    'halfLifeHours',
    'bulkFactor',
  ],
  history: ['history'],
  rate: ['rate'],
  thresholds: ['thresholds'],
  hysteresis: ['hysteresis', 'baselineMargin', 'probation'],
  minimumRules: ['minimumRules'],
  logSignals: ['logSignals', 'logSignalCap'],
  automatic: ['automatic'],
};

export interface PolicyLine {
  /** Dotted, such as `ageSteps.0.factor`. */
  path: string;
  value: string | number;
}

/** All lines of a policy by group, in a fixed order. */
export function linesOf(policy: Policy): { group: PolicyGroup; lines: PolicyLine[] }[] {
  return (Object.keys(GROUPS) as PolicyGroup[]).map((group) => ({
    group,
    lines: GROUPS[group].flatMap((key) => flatten(key, policy[key] as Json)),
  }));
}

function flatten(path: string, value: Json): PolicyLine[] {
  if (typeof value !== 'object') return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => flatten(`${path}.${key}`, inner));
}

/** The lines in which two policies differ; a line that one of them lacks counts as null there. */
export function changesBetween(
  before: Policy,
  after: Policy,
): { path: string; from: string | number | null; to: string | number | null }[] {
  const flat = (policy: Policy) =>
    new Map(linesOf(policy).flatMap(({ lines }) => lines.map(({ path, value }) => [path, value])));
  const [old, now] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, from: old.get(path) ?? null, to: now.get(path) ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** `base` with the values of `lines` put in; unknown paths are left out. The result still has to pass the schema. */
export function withLines(base: Policy, lines: ReadonlyMap<string, string | number>): unknown {
  return fill('', base as unknown as Json, lines);
}

function fill(path: string, value: Json, lines: ReadonlyMap<string, string | number>): Json {
  if (Array.isArray(value)) return value.map((inner, index) => fill(`${path}.${index}`, inner, lines));
  if (typeof value !== 'object') return lines.get(path.slice(1)) ?? value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, fill(`${path}.${key}`, inner, lines)]),
  );
}

/** The words that a line in words may have; null where it is a number. */
export function choicesOf(path: string): readonly string[] | null {
  if (path.endsWith('Stage')) return stageCodes;
  return path.endsWith('.mode') ? automaticModes : null;
}

/** Every path that the shipped policy has: what the catalogue must have a name for. */
export function knownPaths(): string[] {
  return linesOf(defaultPolicy).flatMap(({ lines }) => lines.map(({ path }) => path));
}

/** Where the name of a line stands in the catalogue: its path without positions in a list. */
export function labelKey(path: string): string {
  return path.replace(/\.\d+(?=\.|$)/g, '');
}

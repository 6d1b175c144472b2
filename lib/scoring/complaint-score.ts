// S: what an account's complaints add up to now. Each reporter is capped, and all unauthenticated reporters together
// share one cap, so that forged complaints in any number cannot bring an account before a person by themselves.

import type { Policy } from './policy';
import type { ReporterValue, ScoreLine } from './types';

/** Lines name at most so many reporters, the weightiest; the rest is one line, so that a flood cannot bloat the row. */
const maxReporterLines = 20;

type Caps = Pick<Policy, 'reporterCap' | 'unauthenticatedCap'>;

function reporterLine(reporter: ReporterValue, counted: number): ScoreLine {
  return {
    code: counted < reporter.valueNow ? 'reporter-capped' : 'reporter',
    op: 'plus',
    factor: counted,
    detail: { reporterKey: reporter.reporterKey, value: reporter.valueNow },
  };
}

function authenticatedPart(
  reporters: readonly ReporterValue[],
  policy: Caps,
): { S: number; lines: ScoreLine[] } {
  const counted = reporters
    .map((reporter) => ({ reporter, value: Math.min(policy.reporterCap, reporter.valueNow) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || (a.reporter.reporterKey < b.reporter.reporterKey ? -1 : 1));
  const lines = counted
    .slice(0, maxReporterLines)
    .map(({ reporter, value }) => reporterLine(reporter, value));
  const rest = counted.slice(maxReporterLines);
  if (rest.length > 0) {
    const value = rest.reduce((sum, { value: one }) => sum + one, 0);
    lines.push({ code: 'further-reporters', op: 'plus', factor: value, detail: { reporters: rest.length } });
  }
  return { S: counted.reduce((sum, { value }) => sum + value, 0), lines };
}

/**
 * S in points, and its lines, whose `plus` factors add up to S.
 * @param reporters one entry per (reporter, authenticated or not), with the decayed value at the moment in question.
 */
export function complaintScore(
  reporters: readonly ReporterValue[],
  policy: Caps,
): { S: number; lines: ScoreLine[] } {
  const { S, lines } = authenticatedPart(
    reporters.filter((reporter) => !reporter.unauthenticated),
    policy,
  );
  const unauthenticated = reporters.filter((reporter) => reporter.unauthenticated && reporter.valueNow > 0);
  if (unauthenticated.length === 0) return { S, lines };
  const raw = unauthenticated.reduce((sum, { valueNow }) => sum + Math.min(policy.reporterCap, valueNow), 0);
  const counted = Math.min(policy.unauthenticatedCap, raw);
  const code = counted < raw ? 'unauthenticated-capped' : 'unauthenticated';
  const detail = { reporters: unauthenticated.length, value: raw };
  return { S: S + counted, lines: [...lines, { code, op: 'plus', factor: counted, detail }] };
}

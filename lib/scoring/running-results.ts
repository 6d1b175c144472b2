// The lines of a score with the result after each, for people who want to check the sum. Pure.

import type { ScoreLine } from './types';

export interface ScoreStep {
  line: ScoreLine;
  /** What the calculation has come to after this line. */
  result: number;
}

/**
 * What an account's stage follows from: its lines without what unauthenticated reports add (`scoreAccount`). For people
 * who look at the thresholds.
 */
export function stageScoreOf(lines: readonly ScoreLine[]): number {
  const isUnauthenticated = ({ code }: ScoreLine): boolean => code.startsWith('unauthenticated');
  const taken = lines.filter(isUnauthenticated).reduce((sum, { factor }) => sum + factor, 0);
  const rest = lines
    .filter((line) => !isUnauthenticated(line))
    .map((line) => (line.code === 'complaints' ? { ...line, factor: line.factor - taken } : line));
  return runningResults(rest).at(-1)?.result ?? 0;
}

/**
 * Results line by line. A calculation that begins with a factor begins at 1 (the value of a complaint), one that begins
 * with points at 0. The line `complaints` takes over the sum of the lines before it, capped and rounded as it was kept.
 */
export function runningResults(lines: readonly ScoreLine[]): ScoreStep[] {
  let result = lines[0]?.op === 'times' ? 1 : 0;
  return lines.map((line) => {
    if (line.code === 'complaints') result = line.factor;
    else if (line.op === 'times') result *= line.factor;
    else if (line.op === 'plus') result += line.factor;
    else result = Math.min(result, line.factor);
    return { line, result };
  });
}

// Named points at which a test kills the worker, e.g. `after-commit:2` for the second passing. Without a specification
// the points cost one comparison and do nothing; the product never sets one. Pure: dying comes in as an argument.

import { FAILPOINTS, type Failpoint, type Reach } from './types';

export interface FailpointSpec {
  point: Failpoint;
  /** Dies at this passing, counted from 1. */
  passing: number;
}

/** Reads `POINT` or `POINT:N`; null where the text is of another form. */
export function parseFailpoint(text: string): FailpointSpec | null {
  const [name, count = '1', more] = text.split(':');
  const point = FAILPOINTS.find((known) => known === name);
  const passing = Number(count);
  if (point === undefined || more !== undefined || !Number.isInteger(passing) || passing < 1) return null;
  return { point, passing };
}

/** The function to call at each point: `die` is called at the specified passing. */
export function createReach(spec: FailpointSpec | null, die: () => void): Reach {
  if (spec === null) return () => undefined;
  let left = spec.passing;
  return (point) => {
    if (point !== spec.point) return;
    left -= 1;
    if (left === 0) die();
  };
}

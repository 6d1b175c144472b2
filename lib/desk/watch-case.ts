// Nothing is done for now, but the case stays open until a day, and complaints keep joining it.

import { decideCase, type DecisionInput, type DecisionOutcome } from './decide-case';
import { refusedField } from './outcome';

/** A case is watched for at most so many days; longer means forgotten. */
export const watchMaxDays = 90;
const dayMs = 86_400_000;

/** Watches an open case until `until`, which lies ahead and within `watchMaxDays`. */
export async function watchCase(
  input: DecisionInput & { until: Date; note: string | null },
): Promise<DecisionOutcome> {
  const { until, note } = input;
  const aheadMs = until.getTime() - Date.now();
  if (!(aheadMs > 0)) return refusedField('until', 'date-past');
  // One day more: the person chooses a day, and the day ends later than the hour of choosing.
  if (aheadMs > (watchMaxDays + 1) * dayMs) return refusedField('until', 'date-too-far');
  return decideCase(input, 'watch', (_tx, held) =>
    Promise.resolve({
      change: { watchUntil: until },
      event: { kind: 'watching', detail: { from: held.state, until: until.toISOString(), note } },
    }),
  );
}

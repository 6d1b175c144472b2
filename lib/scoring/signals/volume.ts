// Signal: the account sends far more than it ever did. Compared with its own median and with its own largest hour, so
// that a weekly mailing is no surprise the second time; a declared bulk sender is expected to send much.

import type { LogSignalsPolicy } from './policy';
import type { Finding, LogFacts, SignalAccount } from './types';

export function volume(
  { busiest: { hour, recipients, median, largest } }: LogFacts,
  { declaredBulk }: SignalAccount,
  { volume: rule, minHistoryDays }: LogSignalsPolicy,
): Finding {
  const code = 'signal-volume';
  const at = Date.parse(hour);
  if (declaredBulk || recipients <= rule.minPerHour) return { code, points: 0, detail: {} };
  if (median === null || largest === null)
    return { code, points: null, detail: { recipients, at, days: minHistoryDays } };
  const holds = recipients > rule.timesMedian * median && recipients > largest;
  return { code, points: holds ? rule.points : 0, detail: { recipients, at, median, largest } };
}

// Signal: an account of a few days sends a lot: bought with a stolen card, or broken into before its owner came.

import type { LogSignalsPolicy } from './policy';
import type { Finding, LogFacts, SignalAccount } from './types';

export function youngAccount(
  { busiest: { recipients } }: LogFacts,
  { ageDays }: SignalAccount,
  { youngAccount: rule }: LogSignalsPolicy,
): Finding {
  const holds = ageDays !== null && ageDays < rule.days && recipients >= rule.minPerHour;
  const detail = { days: Math.max(0, Math.floor(ageDays ?? 0)), recipients };
  return { code: 'signal-young-account', points: holds ? rule.points : 0, detail };
}

// Signal: much of what the account sends comes back: bought, guessed or worn-out addresses.

import type { LogSignalsPolicy } from './policy';
import type { Finding, LogFacts, SignalAccount } from './types';

export function bounces(
  { finished, bounced }: LogFacts,
  _account: SignalAccount,
  { bounces: rule }: LogSignalsPolicy,
): Finding {
  const percent = finished === 0 ? 0 : (bounced / finished) * 100;
  const holds = finished >= rule.minRecipients && percent > rule.percent;
  const detail = { bounced, finished, percent: Math.round(percent * 10) / 10 };
  return { code: 'signal-bounces', points: holds ? rule.points : 0, detail };
}

// Signal: our own content filter (a milter) refused mails of somebody who had logged in.

import type { LogSignalsPolicy } from './policy';
import type { Finding, LogFacts, SignalAccount } from './types';

export function filterHits(
  { refused }: LogFacts,
  _account: SignalAccount,
  { filterHits: rule }: LogSignalsPolicy,
): Finding {
  const holds = refused >= rule.minMessages;
  return { code: 'signal-filter-hits', points: holds ? rule.points : 0, detail: { refused } };
}

// Signal: mail under a sender address of a domain that is not hosted here. A hint, since some people do so on purpose.

import type { LogSignalsPolicy } from './policy';
import type { Finding, LogFacts, SignalAccount } from './types';

export function foreignFrom(
  { foreignFrom: messages, foreignDomain, messages: all }: LogFacts,
  _account: SignalAccount,
  { foreignFrom: rule }: LogSignalsPolicy,
): Finding {
  const holds = messages !== null && messages >= rule.minMessages;
  const detail = { messages: messages ?? 0, all, domain: foreignDomain ?? '' };
  return { code: 'signal-foreign-from', points: holds ? rule.points : 0, detail };
}

// Signal, the other way round: a first mailing to old customers looks like a hijack, many recipients at once and many of
// them gone. It is none where all of it was handed in from networks that the account has always used, nothing else is
// unusual, and it is no more in the whole window than a firm has customers. Volume still counts; only what comes back is
// taken off. A program on the owner's own machine looks the same at first, but a mailing ends and the program goes on.

import { bounces } from './bounces';
import { filterHits } from './filter-hits';
import { foreignFrom } from './foreign-from';
import type { LogSignalsPolicy } from './policy';
import { spread } from './spread';
import type { Finding, LogFacts, SignalAccount } from './types';
import { volume } from './volume';
import { youngAccount } from './young-account';

const others = [spread, foreignFrom, youngAccount, filterHits] as const;

export function familiarPlace(facts: LogFacts, account: SignalAccount, policy: LogSignalsPolicy): Finding {
  const { hour, recipients, newNetworks } = facts.busiest;
  const { points, maxRecipients } = policy.familiarPlace;
  const most = Math.max(recipients, facts.finished);
  const returned = bounces(facts, account, policy).points ?? 0;
  const isMailing = (volume(facts, account, policy).points ?? 0) > 0 && returned > 0;
  const isOrdinary = others.every((signal) => signal(facts, account, policy).points === 0);
  const holds = isMailing && isOrdinary && newNetworks === 0 && most <= maxRecipients;
  const detail = { recipients: most, at: Date.parse(hour) };
  return { code: 'signal-familiar-place', points: holds ? -Math.min(points, returned) : 0, detail };
}

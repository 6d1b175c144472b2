// The account that a person of the team named for a complaint they confirmed. It goes before every trace in the mail,
// because somebody looked; it weighs as a claim, because no log confirms it.

import { followTo } from '../follow-alias';
import { evidenceLine, type Rung, type RungContext, type RungFinding } from './rung';

const name = 'by-hand';

function look({ input, aliases }: RungContext): RungFinding {
  const account = input.namedAccount ?? null;
  if (account === null) return { account: null, evidence: [] };
  const named = evidenceLine(name, 'named-by-person', '', account.login, true);
  const followed = followTo(account, 'login', name, aliases);
  return { account: followed.account, evidence: [named, ...followed.evidence] };
}

export const byHand: Rung = { name, factor: (policy) => policy.attribution.claim, look };

// The account that a person of the team named for a complaint they confirmed. It goes before every trace in the mail,
// because somebody looked; it weighs as a claim, because no log confirms it.

import { evidenceLine, type Rung, type RungContext, type RungFinding } from './rung';

const name = 'by-hand';

function look({ input }: RungContext): RungFinding {
  const account = input.namedAccount ?? null;
  if (account === null) return { account: null, evidence: [] };
  return { account, evidence: [evidenceLine(name, 'named-by-person', '', account.login, true)] };
}

export const byHand: Rung = { name, factor: (policy) => policy.attribution.claim, look };

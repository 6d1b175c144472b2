// The From header in a domain that we host: the weakest trace, written by the sender and checked by nobody.

import { followTo } from '../follow-alias';
import { addressAccount } from '../logins';
import { setHoldsName } from '../names';
import { evidenceLine, type Rung, type RungContext, type RungFinding } from './rung';

const name = 'header-from';

function look({ input, network, aliases }: RungContext): RungFinding {
  const address = input.reported?.fromAddress ?? null;
  if (address === null)
    return { account: null, evidence: [evidenceLine(name, 'no-sender', 'From', '', false)] };
  const account = addressAccount(address);
  const isHosted =
    account !== null && account.domain !== null && setHoldsName(network.hostedDomains, account.domain);
  const line = evidenceLine(name, isHosted ? 'hosted-sender' : 'foreign-sender', 'From', address, isHosted);
  const followed = followTo(isHosted ? account : null, 'address', name, aliases);
  return { account: followed.account, evidence: [line, ...followed.evidence] };
}

export const headerFrom: Rung = { name, factor: (policy) => policy.attribution.senderOnly, look };

// Our own Received line: it names queue id and authenticated sender, or the local user of a web space. Anyone can write
// such a line, so without a log that confirms it this is a claim and weighs as one.

import { followTo } from '../follow-alias';
import { loginAccount, siteAccount } from '../logins';
import { setHoldsName } from '../names';
import type { OwnHops } from '../own-hops';
import type { ClaimedAccount, EvidenceLine, OwnNetwork } from '../types';
import { evidenceLine, type Rung, type RungContext, type RungFinding } from './rung';

const name = 'own-received';

function accountOfHandover({ handover }: OwnHops): ClaimedAccount | null {
  if (handover === null || handover.by === null) return null;
  if (handover.authenticatedSender !== null) return loginAccount(handover.authenticatedSender);
  return handover.localUser === null ? null : siteAccount(handover.localUser, handover.by);
}

function codeFor(account: ClaimedAccount | null, network: OwnNetwork): EvidenceLine['code'] {
  if (account === null) return 'own-hop-without-sender';
  if (account.kind === 'site') return 'local-user';
  const isHosted = account.domain === null || setHoldsName(network.hostedDomains, account.domain);
  return isHosted ? 'authenticated-sender' : 'authenticated-sender-elsewhere';
}

function look({ input, network, ownHops, aliases }: RungContext): RungFinding {
  const received = input.reported?.received ?? [];
  if (received.length === 0) {
    return { account: null, evidence: [evidenceLine(name, 'no-received-lines', 'Received', '', false)] };
  }
  const { handoverIndex, topIndex, belowHandover, isHandedOverByOutsider } = ownHops;
  if (topIndex < 0) {
    return {
      account: null,
      evidence: [evidenceLine(name, 'no-own-hop', 'Received', String(received.length), false)],
    };
  }
  const account = accountOfHandover(ownHops);
  const line = (index: number, code: EvidenceLine['code'], holds: boolean): EvidenceLine =>
    evidenceLine(name, code, `Received ${index + 1}`, received[index] ?? '', holds);
  const evidence = [line(handoverIndex, codeFor(account, network), account !== null)];
  if (isHandedOverByOutsider) evidence.push(line(topIndex - 1, 'handed-over-by-outsider', false));
  for (const index of belowHandover.slice(0, 3)) evidence.push(line(index, 'below-own-handover', false));
  const followed = followTo(account, 'login', name, aliases);
  return { account: followed.account, evidence: [...evidence, ...followed.evidence] };
}

export const ownReceived: Rung = { name, factor: (policy) => policy.attribution.claim, look };

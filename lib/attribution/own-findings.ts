// What of all that a text names is ours: addresses in our ranges, names and mailboxes in domains that we host. Pure.

import type { Finding } from '@/lib/formats/types';
import { domainOf, normalName } from '@/lib/mime/domain-names';
import { canonicalIp } from '@/lib/mime/ip-addresses';
import { setHoldsName } from './names';
import { ipInRanges } from './ranges';
import type { OwnNetwork } from './types';

/** A name is ours with everything below it: a customer's web site stands at any name of the domain. */
function isOwnName(name: string, { hostedDomains, hostNames }: OwnNetwork): boolean {
  for (let rest = name; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    if (setHoldsName(hostedDomains, rest) || setHoldsName(hostNames, rest)) return true;
  }
  return false;
}

function isOwnHost(host: string, network: OwnNetwork): boolean {
  const ip = canonicalIp(host);
  if (ip !== null) return ipInRanges(ip, network.ranges);
  const name = normalName(host);
  return name !== null && isOwnName(name, network);
}

function isOurs({ kind, value }: Finding, network: OwnNetwork): boolean {
  switch (kind) {
    case 'ip':
      return ipInRanges(value, network.ranges);
    case 'domain':
      return isOwnName(value, network);
    case 'mailbox': {
      const domain = domainOf(value);
      return domain !== null && setHoldsName(network.hostedDomains, domain);
    }
    case 'uri':
      return URL.canParse(value) && isOwnHost(new URL(value).hostname, network);
  }
}

/**
 * The findings that are ours, in their order. `known` are mailboxes that stand in any case in such a mail and say nothing: its
 * own recipients and sender, lower case.
 */
export function ownFindings(
  findings: readonly Finding[],
  network: OwnNetwork,
  known: ReadonlySet<string>,
): Finding[] {
  return findings.filter((finding) => {
    if (finding.kind === 'mailbox' && known.has(finding.value)) return false;
    return isOurs(finding, network);
  });
}

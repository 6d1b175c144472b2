// Headers in which our servers name the authenticated sender (X-Authenticated-Sender and the like). They count only where
// a hop of ours exists and the header stands no higher than it: above stand the lines of those who received from us.
// Servers remove such headers from what clients hand in; where several contradict each other, none is believed.

import { followTo } from '../follow-alias';
import { loginAccount, siteAccount } from '../logins';
import type { AttributionInput, ClaimedAccount, EvidenceLine } from '../types';
import { evidenceLine, type Rung, type RungContext, type RungFinding } from './rung';

const name = 'sender-header';

interface Found {
  field: string;
  value: string;
  isAboveOwnHop: boolean;
}

/**
 * Whether a header stands above our hop is counted in Received lines: one that a server of ours puts directly above its
 * own line still stands below the next server's.
 */
function findHeaders(input: AttributionInput, senderHeaders: readonly string[], topIndex: number): Found[] {
  const found: Found[] = [];
  let receivedSeen = 0;
  for (const [field, value] of input.reported?.headers ?? []) {
    const lower = field.toLowerCase();
    if (lower === 'received') receivedSeen += 1;
    else if (senderHeaders.includes(lower))
      found.push({ field, value, isAboveOwnHop: receivedSeen < topIndex });
  }
  return found;
}

/** `user@example.com`, `<user@example.com>`, `host: user@example.com`, `10017:script.php` of a web space. */
function accountOfValue(value: string, host: string | null): ClaimedAccount | null {
  const script = /^([0-9]{1,10}):\S/.exec(value.trim());
  if (script?.[1] !== undefined && host !== null) return siteAccount(script[1], host);
  const last =
    value
      .trim()
      .split(/[\s:]+/)
      .at(-1) ?? '';
  return loginAccount(last.replaceAll(/[<>"]/g, ''));
}

function look({ input, network, ownHops, aliases }: RungContext): RungFinding {
  const found = findHeaders(input, network.senderHeaders, ownHops.topIndex);
  const host = ownHops.handover?.by ?? null;
  const usable = found.filter((header) => ownHops.topIndex >= 0 && !header.isAboveOwnHop);
  const followed = usable.map((header) =>
    followTo(accountOfValue(header.value, host), 'login', name, aliases),
  );
  const accounts = followed.flatMap(({ account }) => (account === null ? [] : [account]));
  const logins = new Set(accounts.map((account) => account.login));
  const codeOf = (header: Found): EvidenceLine['code'] => {
    if (ownHops.topIndex < 0) return 'sender-header-without-own-hop';
    if (header.isAboveOwnHop) return 'sender-header-above-own-hop';
    if (accountOfValue(header.value, host) === null) return 'sender-header-unreadable';
    return logins.size === 1 ? 'sender-header' : 'sender-header-ambiguous';
  };
  const evidence = found.slice(0, 5).map((header) => {
    const code = codeOf(header);
    return evidenceLine(name, code, header.field, header.value, code === 'sender-header');
  });
  const account = logins.size === 1 ? (accounts[0] ?? null) : null;
  const [by] = followed.flatMap((one) => (one.account === account ? [one.evidence] : []));
  return { account, evidence: [...evidence, ...(by ?? [])] };
}

export const senderHeader: Rung = { name, factor: (policy) => policy.attribution.claim, look };

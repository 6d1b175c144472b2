// From a login or address to the account that authenticates: aliases, catch-alls and alias domains of the directory are
// followed, with what was found as evidence. An alias with several accounts behind it is no coin toss. Pure.

import { domainOf } from '@/lib/mime/domain-names';
import { evidenceLine } from './rungs/rung';
import type { AliasEnd, ClaimedAccount, EvidenceLine, FollowAlias } from './types';

/** Logins shown of an alias that ends at several. */
const maxShown = 10;

export interface Followed {
  account: ClaimedAccount | null;
  /** What the directory says of it; empty where it is no alias. */
  evidence: EvidenceLine[];
}

/** Without a directory every login stands for itself. */
export const noAliases: FollowAlias = () => ({ kind: 'itself' });

/**
 * The account behind `account`. A login that one of our servers authenticated (`login`) stays the account where its alias
 * does not end at exactly one; a mere address (`address`) that ends at several names none.
 */
export function followTo(
  account: ClaimedAccount | null,
  means: 'login' | 'address',
  rung: EvidenceLine['rung'],
  follow: FollowAlias,
): Followed {
  if (account?.kind !== 'mailbox') return { account, evidence: [] };
  const end = follow(account.login);
  const line = (code: EvidenceLine['code'], ends: readonly string[], holds: boolean): EvidenceLine[] => [
    evidenceLine(rung, code, '', `${account.login} → ${shown(ends)}`, holds),
  ];
  switch (end.kind) {
    case 'itself':
      return { account, evidence: [] };
    case 'account':
      return { account: accountOf(end), evidence: line('alias', [end.login], true) };
    case 'several':
      return {
        account: means === 'login' ? account : null,
        evidence: line('alias-ambiguous', end.logins, false),
      };
    case 'outside':
      return { account, evidence: line('alias-outside', end.targets, false) };
  }
}

function accountOf({ login }: Extract<AliasEnd, { kind: 'account' }>): ClaimedAccount {
  return { kind: 'mailbox', login, domain: domainOf(login) };
}

function shown(ends: readonly string[]): string {
  const more = ends.length > maxShown ? `, … (${ends.length})` : '';
  return `${ends.slice(0, maxShown).join(', ')}${more}`;
}

// The account that a person names, wherever a person may name one, and who may.

import { loginAccount } from '@/lib/attribution/logins';
import type { AccountKind } from '@/lib/attribution/types';
import type { Tx } from '@/lib/db/sql';
import { findAccountKind } from '@/lib/reports/judgement-store';

export interface NamedAccount {
  login: string;
  kind: AccountKind;
}

/** An account that exists, whatever its kind, or a mailbox in a domain that we host; null for anything else. */
export async function namedAccount(
  tx: Tx,
  written: string,
  isHosted: (domain: string) => boolean,
): Promise<NamedAccount | null> {
  const account = loginAccount(written);
  if (account === null) return null;
  const kind = await findAccountKind(tx, account.login);
  if (kind !== null) return { login: account.login, kind };
  return account.domain !== null && isHosted(account.domain)
    ? { login: account.login, kind: 'mailbox' }
    : null;
}

/** The session was checked at the door; meanwhile the person may have been disabled. */
export async function isOfTheTeam(tx: Tx, userId: number): Promise<boolean> {
  const rows = await tx`
    SELECT FROM app_user WHERE id = ${userId} AND disabled_at IS NULL AND role IN ('agent', 'admin')`;
  return rows.length > 0;
}

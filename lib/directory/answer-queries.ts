// What the resolvers said, or could not say, of one account.

import { sql } from '@/lib/db/sql';
import { answerKey } from './answer-key';
import type { AccountKind } from '@/lib/attribution/types';

export interface ResolverState {
  source: string;
  /** `unknown`: it does not know the account. */
  state: 'waiting' | 'known' | 'unknown';
  /** Why the last try failed: a code of `DirectoryFault`. */
  error: string | null;
  askedAt: Date | null;
  /** When it is asked again. */
  nextAt: Date;
}

/** The resolvers' state on this account, in the order in which they are asked. */
export async function listResolverStates(account: {
  kind: AccountKind;
  login: string;
}): Promise<ResolverState[]> {
  const rows = await sql()<ResolverState[]>`
    SELECT s.name AS source, a.state, a.error, a.asked_at AS "askedAt", a.expires_at AS "nextAt"
    FROM resolver_answer a JOIN directory_source s ON s.id = a.source_id
    WHERE a.key = ${answerKey(account)} AND NOT s.paused ORDER BY s.position, s.id`;
  return [...rows];
}

/** Whether anything is connected that accounts and customers could come from. */
export async function hasDirectory(): Promise<boolean> {
  const [row] = await sql()<{ has: boolean }[]>`SELECT EXISTS (SELECT FROM directory_source) AS has`;
  return row?.has ?? false;
}

// Writes of tokens. A request is counted and admitted by one UPDATE of the token's row, so that parallel requests cannot
// slip past the rate. The count is one moment (`spent_until`, the generic cell rate algorithm): each request moves it on
// by its share of a minute, and it may lie at most a minute ahead.

import type { PrismaTx } from '@/lib/db/prisma';
import type { Sql } from '@/lib/db/sql';
import type { ApiScope, TokenVerdict } from './types';

export interface NewToken {
  name: string;
  hash: Buffer;
  hint: string;
  scopes: readonly ApiScope[];
  ratePerMinute: number;
  createdById: number;
}

/** Inserts a token; its id. */
export async function insertToken(tx: PrismaTx, token: NewToken): Promise<number> {
  const hash = new Uint8Array(token.hash);
  const { id } = await tx.apiToken.create({
    data: { ...token, hash, scopes: [...token.scopes] },
    select: { id: true },
  });
  return id;
}

/** Revokes a token for good; its name, or null where there is none that is still valid. */
export async function markRevoked(tx: PrismaTx, id: number, now: Date): Promise<string | null> {
  const { count } = await tx.apiToken.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: now },
  });
  if (count === 0) return null;
  return (await tx.apiToken.findUniqueOrThrow({ where: { id }, select: { name: true } })).name;
}

/** Counts one request of the token with this hash, and says whether it may go on. */
export async function spendRequest(sql: Sql, hash: Buffer): Promise<TokenVerdict> {
  const [accepted] = await sql<{ tokenId: number; name: string; scopes: string[] }[]>`
    UPDATE api_token SET last_used_at = now(),
      spent_until = greatest(spent_until, now()) + make_interval(secs => 60.0 / rate_per_minute)
    WHERE hash = ${hash} AND revoked_at IS NULL
      AND greatest(spent_until, now()) + make_interval(secs => 60.0 / rate_per_minute) <= now() + interval '60 seconds'
    RETURNING id AS "tokenId", name, scopes`;
  if (accepted !== undefined) return { verdict: 'accepted', caller: accepted };
  const [token] = await sql<{ isRevoked: boolean; waitSeconds: number }[]>`
    SELECT revoked_at IS NOT NULL AS "isRevoked",
      extract(epoch FROM spent_until - now())::float8 + 60.0 / rate_per_minute - 60 AS "waitSeconds"
    FROM api_token WHERE hash = ${hash}`;
  if (token === undefined) return { verdict: 'unknown' };
  if (token.isRevoked) return { verdict: 'revoked' };
  return { verdict: 'limited', retryAfterSeconds: Math.max(1, Math.ceil(token.waitSeconds)) };
}

// Use case: may this request go on? Token, revocation and rate in one statement, then the scope. The count of requests is
// taken before the body is looked at, so that refused bodies count too.

import { spendRequest } from '@/lib/api-tokens/store';
import { bearerOf, hashOfToken } from '@/lib/api-tokens/token-text';
import type { ApiCaller, ApiScope } from '@/lib/api-tokens/types';
import { sql } from '@/lib/db/sql';
import { done, refused, type Outcome } from './outcome';

type Refused = 'token-missing' | 'token-unknown' | 'token-revoked' | 'rate-limited' | 'scope-missing';

/**
 * `authorization`: the request's field of that name. Expected errors: `token-missing`, `token-unknown`, `token-revoked`,
 * `rate-limited` (value `seconds`), `scope-missing` (value `scope`).
 */
export async function authorizeApiCall(
  authorization: string | null,
  scope: ApiScope,
): Promise<Outcome<ApiCaller, Refused>> {
  const token = bearerOf(authorization);
  if (token === null) return refused('token-missing');
  const hash = hashOfToken(token);
  if (hash === null) return refused('token-unknown');
  const answer = await spendRequest(sql(), hash);
  switch (answer.verdict) {
    case 'unknown':
      return refused('token-unknown');
    case 'revoked':
      return refused('token-revoked');
    case 'limited':
      return refused('rate-limited', { values: { seconds: answer.retryAfterSeconds } });
    case 'accepted':
      return answer.caller.scopes.includes(scope)
        ? done(answer.caller)
        : refused('scope-missing', { values: { scope } });
  }
}

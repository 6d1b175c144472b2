// Use case: an administrator makes a token for the HTTP interface. It is shown once; only its hash is stored.

import { randomBytes } from 'node:crypto';
import { insertToken } from '@/lib/api-tokens/store';
import { hashOfToken, hintOf, TOKEN_BYTES, tokenOf } from '@/lib/api-tokens/token-text';
import type { ApiScope } from '@/lib/api-tokens/types';
import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import type { SignedInUser } from '@/lib/users/types';
import { done, type Outcome } from './outcome';

export interface NewApiToken {
  name: string;
  scopes: ApiScope[];
  /** Requests a minute. */
  ratePerMinute: number;
}

/** Answers the token, for this one time. */
export async function createApiToken(
  { name, scopes, ratePerMinute }: NewApiToken,
  admin: SignedInUser,
): Promise<Outcome<{ name: string; token: string }>> {
  const token = tokenOf(randomBytes(TOKEN_BYTES));
  const hash = hashOfToken(token);
  if (hash === null) throw new Error('a token that was just made has no hash');
  await prisma().$transaction(async (tx) => {
    const hint = hintOf(token);
    const id = await insertToken(tx, { name, hash, hint, scopes, ratePerMinute, createdById: admin.id });
    await appendAudit(tx, {
      userId: admin.id,
      action: 'api-token-created',
      subject: `api-token:${id}`,
      detail: { name, hint, scopes, ratePerMinute },
    });
  });
  return done({ name, token });
}

// Use case: an administrator revokes a token. It is refused from the next request on, and stays in the list.

import { markRevoked } from '@/lib/api-tokens/store';
import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `already-revoked`, for a token that is unknown too. */
export function revokeApiToken(
  { id }: { id: number },
  admin: SignedInUser,
): Promise<Outcome<{ name: string }>> {
  return prisma().$transaction(async (tx) => {
    const name = await markRevoked(tx, id, new Date());
    if (name === null) return refused('already-revoked');
    await appendAudit(tx, {
      userId: admin.id,
      action: 'api-token-revoked',
      subject: `api-token:${id}`,
      detail: { name },
    });
    return done({ name });
  });
}

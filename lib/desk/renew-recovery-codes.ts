// Use case: a user has ten new recovery codes made; the old ones work no more.

import { appendAudit } from '@/lib/audit/store';
import { makeRecoveryCodes, recoveryCodeHash } from '@/lib/auth/recovery-codes';
import { prisma } from '@/lib/db/prisma';
import { replaceRecoveryCodes } from '@/lib/users/second-factor-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `second-factor-set-up`. The codes are shown this once. */
export function renewRecoveryCodes(user: SignedInUser): Promise<Outcome<{ recoveryCodes: string[] }>> {
  const recoveryCodes = makeRecoveryCodes();
  const hashes = recoveryCodes.map((code) => recoveryCodeHash(user.id, code));
  return prisma().$transaction(async (tx) => {
    // Locked, so that codes cannot outlive a factor that is reset at this moment.
    const [row] = await tx.$queryRaw<{ isSetUp: boolean }[]>`
      SELECT totp_sealed IS NOT NULL AS "isSetUp" FROM app_user WHERE id = ${user.id} FOR UPDATE`;
    if (!row?.isSetUp) return refused('second-factor-set-up');
    await replaceRecoveryCodes(tx, user.id, hashes);
    await appendAudit(tx, { userId: user.id, action: 'recovery-codes-renewed', subject: `user:${user.id}` });
    return done({ recoveryCodes });
  });
}

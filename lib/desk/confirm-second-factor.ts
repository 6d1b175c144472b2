// Use case: the first code confirms that the app has the secret. From here on the second factor holds, with ten new
// recovery codes; this session has shown it.

import { appendAudit } from '@/lib/audit/store';
import { makeRecoveryCodes, recoveryCodeHash } from '@/lib/auth/recovery-codes';
import { totpStep } from '@/lib/auth/totp';
import { prisma } from '@/lib/db/prisma';
import { factorPlace, newFactorPlace, seal, SealError, unseal } from '@/lib/secrets/seal';
import { noteShown, replaceRecoveryCodes, setSecret } from '@/lib/users/second-factor-store';
import type { SignedInUser } from '@/lib/users/types';
import { takeFactorAttempt } from './factor-attempt';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface ConfirmSecondFactorInput {
  /** As `beginSecondFactor` handed it out. */
  sealed: string;
  code: string;
  /** The client's address, for the throttle. */
  address: string;
}

/** Expected errors: `throttled`, `offer-over`, `stale`; field: `code-wrong`. The codes are shown this once. */
export async function confirmSecondFactor(
  input: ConfirmSecondFactorInput,
  user: SignedInUser,
): Promise<Outcome<{ recoveryCodes: string[] }>> {
  const attempt = await takeFactorAttempt(user.id, input.address);
  if (attempt === null) return refused('throttled');
  const secret = openOffer(user.id, input.sealed);
  if (secret === null) return refused('offer-over');
  const now = new Date();
  const step = totpStep(secret, input.code.replaceAll(/\s/g, ''), now);
  if (step === null) return refusedField('code', 'code-wrong');
  await attempt.forget();
  const recoveryCodes = makeRecoveryCodes();
  const hashes = recoveryCodes.map((code) => recoveryCodeHash(user.id, code));
  const sealed = seal(secret, factorPlace(user.id));
  return prisma().$transaction(async (tx) => {
    const { totpSealed: replaces } = await tx.user.findUniqueOrThrow({ where: { id: user.id } });
    if (!(await setSecret(tx, user.id, { sealed, step, replaces }))) return refused('stale');
    await replaceRecoveryCodes(tx, user.id, hashes);
    await noteShown(tx, user.sessionId, now);
    const action = replaces === null ? 'second-factor-set-up' : 'second-factor-replaced';
    await appendAudit(tx, { userId: user.id, action, subject: `user:${user.id}` });
    return done({ recoveryCodes });
  });
}

// An offer of another user, or from before SECRET_KEY was changed, opens for nobody.
function openOffer(userId: number, sealed: string): string | null {
  try {
    return unseal(Buffer.from(sealed, 'base64url'), newFactorPlace(userId));
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

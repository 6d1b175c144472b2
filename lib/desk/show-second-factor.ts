// Use case: a session shows the second factor, by a code of the app or by a recovery code. Each works once.

import { appendAudit } from '@/lib/audit/store';
import { recoveryCodeHash } from '@/lib/auth/recovery-codes';
import { totpStep } from '@/lib/auth/totp';
import { prisma, type PrismaTx } from '@/lib/db/prisma';
import { factorPlace, SealError, unseal } from '@/lib/secrets/seal';
import { noteShown, spendRecoveryCode, spendStep } from '@/lib/users/second-factor-store';
import type { SignedInUser } from '@/lib/users/types';
import { takeFactorAttempt } from './factor-attempt';
import { done, refused, refusedField, type Outcome } from './outcome';

/** Expected errors: `throttled`, `second-factor-set-up`, `factor-unreadable`; fields: `code-wrong`, `code-used`. */
export async function showSecondFactor(
  { code, address }: { code: string; address: string },
  user: SignedInUser,
): Promise<Outcome<{ by: 'app' | 'recovery-code' }>> {
  const attempt = await takeFactorAttempt(user.id, address);
  if (attempt === null) return refused('throttled');
  const now = new Date();
  const outcome = await prisma().$transaction(
    async (tx): Promise<Outcome<{ by: 'app' | 'recovery-code' }>> => {
      const typed = code.replaceAll(/\s/g, '');
      const used = /^\d{6}$/.test(typed)
        ? await showCode(tx, user.id, typed, now)
        : await showRecoveryCode(tx, user.id, typed, now);
      if (!used.ok) return used;
      await noteShown(tx, user.sessionId, now);
      const detail = used.data;
      await appendAudit(tx, {
        userId: user.id,
        action: 'second-factor-shown',
        subject: `user:${user.id}`,
        detail,
      });
      return used;
    },
  );
  if (outcome.ok) await attempt.forget();
  return outcome;
}

async function showCode(
  tx: PrismaTx,
  userId: number,
  code: string,
  now: Date,
): Promise<Outcome<{ by: 'app' }>> {
  const { totpSealed: sealed } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  if (sealed === null) return refused('second-factor-set-up');
  const secret = open(sealed, userId);
  if (secret === null) return refused('factor-unreadable');
  const step = totpStep(secret, code, now);
  if (step === null) return refusedField('code', 'code-wrong');
  if (!(await spendStep(tx, userId, { sealed, step }))) return refusedField('code', 'code-used');
  return done({ by: 'app' });
}

async function showRecoveryCode(
  tx: PrismaTx,
  userId: number,
  code: string,
  now: Date,
): Promise<Outcome<{ by: 'recovery-code' }>> {
  const isUsed = await spendRecoveryCode(tx, userId, recoveryCodeHash(userId, code), now);
  return isUsed ? done({ by: 'recovery-code' }) : refusedField('code', 'code-wrong');
}

// Sealed under another SECRET_KEY: only a recovery code or an administrator helps.
function open(sealed: Uint8Array, userId: number): string | null {
  try {
    return unseal(sealed, factorPlace(userId));
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

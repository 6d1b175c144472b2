// The second factor of a user: its sealed secret, the step that was used last, recovery codes, and when a session
// showed it. Every use is one conditional statement, so that of two at once one is refused.

import type { PrismaTx } from '@/lib/db/prisma';
import { sql } from '@/lib/db/sql';
import type { FactorStanding } from './second-factor-rules';

/** How a session stands; a session that is gone has nothing set up and nothing shown. */
export async function readFactorStanding(sessionId: string): Promise<FactorStanding> {
  const [row] = await sql()<FactorStanding[]>`
    SELECT u.totp_sealed IS NOT NULL AS "isSetUp", s.second_factor_at AS "shownAt"
    FROM session s JOIN app_user u ON u.id = s.user_id WHERE s.id = ${sessionId}`;
  return row ?? { isSetUp: false, shownAt: null };
}

/** Sets the secret up, in place of `replaces` (null: of none). False: it is another one by now. */
export async function setSecret(
  tx: PrismaTx,
  userId: number,
  { sealed, step, replaces }: { sealed: Uint8Array; step: bigint; replaces: Uint8Array | null },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE app_user SET totp_sealed = ${sealed}, totp_last_step = ${step}
    WHERE id = ${userId} AND totp_sealed IS NOT DISTINCT FROM ${replaces}::bytea`;
  return count > 0;
}

/** Takes the factor away with its recovery codes; no session of the user has shown it any more. False: there was none. */
export async function clearFactor(tx: PrismaTx, userId: number): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE app_user SET totp_sealed = NULL, totp_last_step = NULL WHERE id = ${userId} AND totp_sealed IS NOT NULL`;
  await tx.$executeRaw`DELETE FROM recovery_code WHERE user_id = ${userId}`;
  await tx.$executeRaw`UPDATE session SET second_factor_at = NULL WHERE user_id = ${userId}`;
  return count > 0;
}

/** Uses a time step of the secret `sealed` up. False: it, or a later one, was used before, or the secret is another one. */
export async function spendStep(
  tx: PrismaTx,
  userId: number,
  { sealed, step }: { sealed: Uint8Array; step: bigint },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE app_user SET totp_last_step = ${step}
    WHERE id = ${userId} AND totp_sealed = ${sealed} AND (totp_last_step IS NULL OR totp_last_step < ${step})`;
  return count > 0;
}

/** Puts new recovery codes in the place of all that there were. */
export async function replaceRecoveryCodes(
  tx: PrismaTx,
  userId: number,
  hashes: Uint8Array<ArrayBuffer>[],
): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: hashes.map((hash) => ({ hash, userId })) });
}

/** Uses a recovery code up. False: there is none such, or it was used before. */
export async function spendRecoveryCode(
  tx: PrismaTx,
  userId: number,
  hash: Uint8Array,
  now: Date,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE recovery_code SET used_at = ${now}
    WHERE hash = ${hash} AND user_id = ${userId} AND used_at IS NULL
      AND EXISTS (SELECT FROM app_user WHERE id = ${userId} AND totp_sealed IS NOT NULL)`;
  return count > 0;
}

/** Notes that this session showed the factor. */
export async function noteShown(tx: PrismaTx, sessionId: string, now: Date): Promise<void> {
  await tx.$executeRaw`UPDATE session SET second_factor_at = ${now} WHERE id = ${sessionId}`;
}

// Writes of protected logins and of the terms of products.

import type { Tx } from '@/lib/db/sql';
import type { MeasureKind } from './types';

/** Protects a login, or gives another reason. */
export async function writeProtectedLogin(
  tx: Tx,
  login: string,
  reason: string,
  userId: number,
): Promise<void> {
  await tx`
    INSERT INTO protected_login (login, reason, created_by_id) VALUES (${login}, ${reason}, ${userId})
    ON CONFLICT (login) DO UPDATE SET reason = excluded.reason`;
}

/** False where it was not protected. */
export async function deleteProtectedLogin(tx: Tx, login: string): Promise<boolean> {
  return (await tx`DELETE FROM protected_login WHERE login = ${login} RETURNING 1`).length > 0;
}

/** States since when a product's terms allow a measure, and by which clause. */
export async function writeProductTerm(
  tx: Tx,
  term: { contract: string; measure: MeasureKind; since: string; clause: string | null },
): Promise<void> {
  await tx`
    INSERT INTO product_terms (contract, measure, since, clause)
    VALUES (${term.contract}, ${term.measure}, ${term.since}, ${term.clause})
    ON CONFLICT (contract, measure) DO UPDATE SET since = excluded.since, clause = excluded.clause`;
}

/** False where the terms did not allow it. */
export async function deleteProductTerm(tx: Tx, contract: string, measure: MeasureKind): Promise<boolean> {
  const rows =
    await tx`DELETE FROM product_terms WHERE contract = ${contract} AND measure = ${measure} RETURNING 1`;
  return rows.length > 0;
}

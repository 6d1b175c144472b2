// Writes of protected logins and of the terms of products.

import type { Tx } from '@/lib/db/sql';
import type { MeasureKind } from './types';

/** Protects a login, or gives another reason; the reason that stood there before, null where it was not protected. */
export async function writeProtectedLogin(
  tx: Tx,
  login: string,
  reason: string,
  userId: number,
): Promise<string | null> {
  const [before] = await tx<{ reason: string }[]>`
    SELECT reason FROM protected_login WHERE login = ${login} FOR UPDATE`;
  await tx`
    INSERT INTO protected_login (login, reason, created_by_id) VALUES (${login}, ${reason}, ${userId})
    ON CONFLICT (login) DO UPDATE SET reason = excluded.reason`;
  return before?.reason ?? null;
}

/** The reason that stood there; null where it was not protected. */
export async function deleteProtectedLogin(tx: Tx, login: string): Promise<string | null> {
  const [gone] = await tx<{ reason: string }[]>`
    DELETE FROM protected_login WHERE login = ${login} RETURNING reason`;
  return gone?.reason ?? null;
}

/** Since when terms allow a measure, and by which clause. */
export interface StatedTerm {
  /** `2024-01-01` */
  since: string;
  clause: string | null;
}

/** States since when a product's terms allow a measure, and by which clause; what was stated before, or null. */
export async function writeProductTerm(
  tx: Tx,
  term: StatedTerm & { contract: string; measure: MeasureKind },
): Promise<StatedTerm | null> {
  const [before] = await tx<StatedTerm[]>`
    SELECT since::text, clause FROM product_terms
    WHERE contract = ${term.contract} AND measure = ${term.measure} FOR UPDATE`;
  await tx`
    INSERT INTO product_terms (contract, measure, since, clause)
    VALUES (${term.contract}, ${term.measure}, ${term.since}, ${term.clause})
    ON CONFLICT (contract, measure) DO UPDATE SET since = excluded.since, clause = excluded.clause`;
  return before ?? null;
}

/** What was stated; null where the terms did not allow it. */
export async function deleteProductTerm(
  tx: Tx,
  contract: string,
  measure: MeasureKind,
): Promise<StatedTerm | null> {
  const [gone] = await tx<StatedTerm[]>`
    DELETE FROM product_terms WHERE contract = ${contract} AND measure = ${measure} RETURNING since::text, clause`;
  return gone ?? null;
}

// Use case: an administrator states which measure the terms of a product allow, since when and by which clause. It is the
// ground that plan, notice and audit name.

import { deleteProductTerm, writeProductTerm } from '@/lib/containment/protection-store';
import type { MeasureKind } from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { done, refused, refusedField, type Outcome } from './outcome';

export interface ProductTermInput {
  contract: string;
  measure: MeasureKind;
  /** `2024-01-01` */
  since: string;
  clause: string | null;
}

/** Expected errors: `fields`. What is stated already is replaced; measures in force keep the ground they were taken on. */
export async function saveProductTerms(
  input: ProductTermInput,
  admin: { id: number },
): Promise<Outcome<null>> {
  const contract = input.contract.trim();
  if (contract === '') return refusedField('contract', 'required');
  const term = { ...input, contract, clause: input.clause?.trim() || null };
  await sql().begin(async (tx) => {
    const before = await writeProductTerm(tx, term);
    const subject = `product-terms:${contract}`;
    const detail = tx.json({ ...term, before } as never);
    await tx`SELECT append_audit(${admin.id}, 'product-terms-stated', ${subject}, ${detail})`;
  });
  return done(null);
}

/** Expected errors: `not-found`. */
export function removeProductTerms(
  { contract, measure }: { contract: string; measure: MeasureKind },
  admin: { id: number },
): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    const before = await deleteProductTerm(tx, contract, measure);
    if (before === null) return refused('not-found');
    const subject = `product-terms:${contract}`;
    const detail = tx.json({ measure, before } as never);
    await tx`SELECT append_audit(${admin.id}, 'product-terms-removed', ${subject}, ${detail})`;
    return done(null);
  }) as Promise<Outcome<null>>;
}

// Whom nobody locks alone, and which measures the terms of which product allow, for the screen.

import { sql } from '@/lib/db/sql';
import type { MeasureKind } from './types';

export interface ProtectedLogin {
  /** A login, or `@domain` for all of a domain. */
  login: string;
  reason: string;
  createdAt: Date;
  createdBy: string | null;
}

export async function listProtectedLogins(): Promise<ProtectedLogin[]> {
  const rows = await sql()<ProtectedLogin[]>`
    SELECT p.login, p.reason, p.created_at AS "createdAt", u.name AS "createdBy"
    FROM protected_login p LEFT JOIN app_user u ON u.id = p.created_by_id ORDER BY p.login LIMIT 2000`;
  return [...rows];
}

export interface ProductTerm {
  contract: string;
  measure: MeasureKind;
  /** `2024-01-01` */
  since: string;
  clause: string | null;
}

export async function listProductTerms(): Promise<ProductTerm[]> {
  const rows = await sql()<ProductTerm[]>`
    SELECT contract, measure, to_char(since, 'YYYY-MM-DD') AS since, clause
    FROM product_terms ORDER BY lower(contract), measure LIMIT 2000`;
  return [...rows];
}

/** The contracts that customers have, most customers first: what terms can be stated for. */
export async function listContracts(): Promise<string[]> {
  const rows = await sql()<{ contract: string }[]>`
    SELECT contract FROM customer WHERE contract IS NOT NULL GROUP BY contract ORDER BY count(*) DESC, contract LIMIT 200`;
  return rows.map(({ contract }) => contract);
}

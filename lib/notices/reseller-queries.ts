// Which resellers get copies of notices, and how they are spoken to.

import { sql, type Sql, type Tx } from '@/lib/db/sql';
import { loadResellerCopy } from './settings-queries';
import type { NoticeTone } from './types';

interface Speaks {
  language: string;
  tone: NoticeTone | null;
}

/** Of these customer numbers those that get copies: by their own setting, else by the desk's. */
export async function resellersWithCopy(
  db: Sql | Tx,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Speaks>> {
  const usual = await loadResellerCopy(db);
  const rows = await db<({ number: string } & Speaks)[]>`
    SELECT number, language, tone FROM customer
    WHERE number = ANY(${numbers as string[]}) AND coalesce(reseller_copy, ${usual})`;
  return new Map(rows.map(({ number, ...speaks }) => [number, speaks]));
}

export interface ResellerException {
  number: string;
  name: string;
  getsCopy: boolean;
}

/** More of them than this are no exceptions. */
const mostExceptions = 200;

/** Resellers for whom something else holds than for all. */
export async function listResellerExceptions(): Promise<ResellerException[]> {
  const rows = await sql()<ResellerException[]>`
    SELECT number, name, reseller_copy AS "getsCopy" FROM customer WHERE reseller_copy IS NOT NULL
    ORDER BY name, number LIMIT ${mostExceptions}`;
  return [...rows];
}

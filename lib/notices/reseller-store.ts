// Writes of what holds for one reseller and not for all.

import type { Tx } from '@/lib/db/sql';

/**
 * Whether this reseller gets copies; null: as the desk's setting says. False where no reseller has this customer number.
 */
export async function saveResellerCopy(
  tx: Tx,
  number: string,
  getsCopy: boolean | null,
  userId: number,
): Promise<boolean> {
  const [row] = await tx<{ id: number; before: boolean | null }[]>`
    UPDATE customer c SET reseller_copy = ${getsCopy} FROM (SELECT id, reseller_copy FROM customer WHERE number = ${number} FOR UPDATE) o
    WHERE c.id = o.id
      AND (c.is_reseller OR c.reseller_copy IS NOT NULL OR EXISTS (SELECT FROM customer k WHERE k.reseller_id = c.id))
    RETURNING c.id, o.reseller_copy AS before`;
  if (row === undefined) return false;
  const detail = { number, from: row.before, to: getsCopy };
  await tx`SELECT append_audit(${userId}, 'reseller-copy-changed', ${`customer:${row.id}`}, ${tx.json(detail)})`;
  return true;
}
